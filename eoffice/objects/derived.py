"""What was made from stored objects and is kept for a second look; bounded.

It lies on this machine, beside the locks of the sandbox, and can be made again at any
time. Of encrypted objects (*rahasia* and above) nothing is kept; of the others it goes
with the bytes it was made from. Decides nothing about access: the caller has asked.
"""

import contextlib
import hashlib
import json
import os
import random
import shutil
import tempfile
from pathlib import Path
from typing import Any

from eoffice.environment import environment
from eoffice.objects.models import StoredObject
from eoffice.sandbox.limits import MEBIBYTE

#: The folder is walked once in so many new things.
TIDIED_ONCE_IN = 50
#: Tidied down to this share, so that not every new thing tidies again.
KEPT_SHARE = 0.8


def is_kept(stored: StoredObject) -> bool:
    """Tell whether anything may be kept of this object."""
    return not stored.is_sealed and environment().PICTURES_MB > 0


def place_of(stored: StoredObject, name: str) -> Path:
    """Return where the thing of this name (with an extension) lies."""
    return _folder_of(stored.bucket, stored.key) / name


def read(place: Path) -> tuple[dict[str, Any], bytes] | None:
    """Return the facts and the bytes kept at `place`; None: nothing whole is there."""
    try:
        line, _, content = place.read_bytes().partition(b"\n")
        os.utime(place)  # was looked at: the last to be tidied away
        facts = json.loads(line)
        if len(content) != facts.pop("size"):
            return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return facts, content


def keep(
    stored: StoredObject, place: Path, facts: dict[str, Any], content: bytes
) -> None:
    """Keep a thing; a full disk costs a later look time, not this one its answer."""
    line = json.dumps({"size": len(content), **facts}).encode()
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # beside its place, then renamed: nobody ever reads half of it
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as draft:
            draft.write(line + b"\n" + content)
        Path(draft.name).replace(place)
        if random.randrange(TIDIED_ONCE_IN) == 0:  # noqa: S311 - chance, no secret
            tidy()
    _forget_if_left(stored)


def forget_derived(*, bucket: str, key: str) -> None:
    """Drop all that was made of an object whose bytes are deleted or encrypted."""
    shutil.rmtree(_folder_of(bucket, key), ignore_errors=True)


def _forget_if_left(stored: StoredObject) -> None:
    """Drop what was kept while the object was being encrypted elsewhere."""
    bucket, key = stored.bucket, stored.key
    if stored.follow():
        forget_derived(bucket=bucket, key=key)


def _folder() -> Path:
    return Path(environment().SANDBOX_DIR) / "pictures"


def _folder_of(bucket: str, key: str) -> Path:
    name = hashlib.sha256(f"{bucket}/{key}".encode()).hexdigest()
    return _folder() / name[:2] / name[2:34]


def tidy() -> None:
    """Delete what was longest not looked at, down to what may be kept."""
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
