"""Pictures of the pages of stored objects: drawn once, kept, bounded.

A second look costs no job of the sandbox. Pictures of encrypted objects (*rahasia* and
above) are never kept; those of the others go with the bytes they show. Decides
nothing about access: the caller has asked.
"""

import contextlib
import hashlib
import json
import os
import random
import shutil
import tempfile
from pathlib import Path

from eoffice.environment import environment
from eoffice.objects.models import StoredObject
from eoffice.objects.store import get_bytes
from eoffice.sandbox import PagePicture, render_page
from eoffice.sandbox.limits import MEBIBYTE

#: Told apart from pictures that another version of the renderer drew.
EDITION = "1"
#: The folder is walked once in so many new pictures.
TIDIED_ONCE_IN = 50
#: Tidied down to this share, so that not every new picture tidies again.
KEPT_SHARE = 0.8


def page_picture_of(
    stored: StoredObject, page: int, *, width: int, form: str = "webp"
) -> PagePicture:
    """Picture of page `page` (from 1), `width` pixels wide; webp or png.

    Raises:
        ObjectMissing, ObjectAltered, StoreUnavailable, ContentKeyGone.
        FileBroken: also when there is no such page; other `SandboxError`.
    """
    place = _place(stored) / f"{EDITION}-{page}-{width}.{form}"
    keeps = not stored.is_sealed and environment().PICTURES_MB > 0
    picture = _kept(place) if keeps else None
    if picture is None:
        picture = render_page(get_bytes(stored), page, width=width, form=form)
        if keeps:
            _keep(place, picture)
            _forget_if_left(stored)
    return picture


def forget_pictures(*, bucket: str, key: str) -> None:
    """Drop all pictures of an object whose bytes are deleted or encrypted."""
    shutil.rmtree(_folder_of(bucket, key), ignore_errors=True)


def _forget_if_left(stored: StoredObject) -> None:
    """Drop what was kept while the object was being encrypted elsewhere."""
    bucket, key = stored.bucket, stored.key
    if stored.follow():
        forget_pictures(bucket=bucket, key=key)


def _folder() -> Path:
    return Path(environment().SANDBOX_DIR) / "pictures"


def _folder_of(bucket: str, key: str) -> Path:
    name = hashlib.sha256(f"{bucket}/{key}".encode()).hexdigest()
    return _folder() / name[:2] / name[2:34]


def _place(stored: StoredObject) -> Path:
    return _folder_of(stored.bucket, stored.key)


def _kept(place: Path) -> PagePicture | None:
    """Picture kept at `place`: a line of facts, then its bytes."""
    try:
        line, _, content = place.read_bytes().partition(b"\n")
        os.utime(place)  # was looked at: the last to be tidied away
        facts = json.loads(line)
        if len(content) != facts.pop("size"):
            return None
        return PagePicture(content=content, **facts)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(place: Path, picture: PagePicture) -> None:
    """Keep a picture; a full disk costs a later look time, not this one its answer."""
    facts = {
        "size": len(picture.content),
        "media_type": picture.media_type,
        "width": picture.width,
        "height": picture.height,
    }
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # beside its place, then renamed: nobody ever reads half a picture
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as draft:
            draft.write(json.dumps(facts).encode() + b"\n" + picture.content)
        Path(draft.name).replace(place)
        if random.randrange(TIDIED_ONCE_IN) == 0:  # noqa: S311 - chance, no secret
            tidy()


def tidy() -> None:
    """Delete the pictures longest not looked at, down to what may be kept."""
    allowed = environment().PICTURES_MB * MEBIBYTE
    found = []
    for path in _folder().rglob("*.*"):
        with contextlib.suppress(FileNotFoundError):
            facts = path.stat()
            found.append((facts.st_mtime, facts.st_size, path))
    held = sum(size for _at, size, _path in found)
    if held <= allowed:
        return
    for _at, size, path in sorted(found):
        path.unlink(missing_ok=True)
        held -= size
        if held <= KEPT_SHARE * allowed:
            return
