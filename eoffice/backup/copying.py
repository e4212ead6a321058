"""Bringing the bytes into the folder, one object at a time.

What is there already, whole, is left alone, so a backup that was broken off goes on
and the next one into the same folder is quick. Plain bytes prove themselves by their
hash; encrypted ones by opening with the key in their row, which is asked again each
time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from eoffice.backup.folder import BackupError, BackupFolder, KeptObject, hash_of
from eoffice.objects.carrying import kept_chunks, opens
from eoffice.objects.errors import ObjectMissing
from eoffice.objects.models import StoredObject
from eoffice.objects.store import Store

NAMED = 5  # of the files that vanished
WORKING = "listed.jsonl"  # as the snapshot has it, before the bytes are here

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Copied:
    """What was copied again so far, and the keys of what was not to be had."""

    objects: int = 0
    bytes: int = 0
    gone: list[str] = field(default_factory=list)

    def require_all(self) -> None:
        """Refuse a backup with holes.

        Raises:
            BackupError: files vanished, or do not open.
        """
        if self.gone:
            message = (
                f"{len(self.gone)} files vanished while they were copied, or are not"
                " what their rows say; run it again (check-integrity tells more):"
                f" {', '.join(self.gone[:NAMED])}"
            )
            raise BackupError(message)


def copied_objects(
    folder: BackupFolder, store: Store, copied: Copied, count: int, progress: Progress
) -> Iterator[KeptObject]:
    """Yield the working list's objects, each with its bytes in the folder.

    Raises:
        StoreUnavailable.
    """
    for number, listed in enumerate(folder.objects(WORKING), start=1):
        try:
            yield _brought(folder, store, listed, copied)
        except (ObjectMissing, BackupError):  # the others are looked at all the same
            copied.gone.append(listed.key)
        progress(number, count)


def _brought(
    folder: BackupFolder, store: Store, listed: KeptObject, copied: Copied
) -> KeptObject:
    if listed.is_destroyed or not listed.row:  # anchors were written with the list
        return listed
    # By id and key: a row whose bytes lie elsewhere by now is another moment's.
    stored = StoredObject.objects.filter(pk=listed.row, key=listed.key).first()
    if stored is None:
        raise ObjectMissing
    found = _found(folder, listed, stored)
    if found is None:
        found = folder.write(listed, kept_chunks(store, stored))
        _require_opens(folder, found, stored)
        copied.objects += 1
        copied.bytes += found.kept_size
    return found


def _found(
    folder: BackupFolder, listed: KeptObject, stored: StoredObject
) -> KeptObject | None:
    """Return the object with what lies here of it; nothing unless it is whole."""
    path = folder.bytes_of(listed)
    if not path.is_file():
        return None
    size = path.stat().st_size
    if not listed.seal:
        whole = replace(listed, kept_sha256=listed.sha256, kept_size=size)
        return whole if folder.has(whole) and size == listed.size else None
    with path.open("rb") as file:
        if not opens(stored, file):
            return None
    return replace(listed, kept_sha256=hash_of(path), kept_size=size)


def _require_opens(
    folder: BackupFolder, found: KeptObject, stored: StoredObject
) -> None:
    """Refuse encrypted bytes that a restored office could not open."""
    if not found.seal:
        return
    path = folder.bytes_of(found)
    with path.open("rb") as file:
        if opens(stored, file):
            return
    path.unlink()
    message = f"{found.key[:16]}… is sealed and does not open with FIELD_KEYS"
    raise BackupError(message)
