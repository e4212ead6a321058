"""Whether the store takes files: the only way to know from here that it is full.

A store whose disk is full goes on answering and reading. So a small object is written
and deleted again, once a minute, and each time again while it is refused.
"""

import io
import secrets
import threading
import time

from eoffice.errors import ServiceDown
from eoffice.objects.client import faults_translated
from eoffice.objects.errors import ObjectMissing, StoreUnavailable
from eoffice.objects.store import Area, default_store

PREFIX = "probe/"  # of the house itself: no proof calls it an orphan
SIZE = 64 * 1024  # more than fits beside a directory entry
EVERY_S = 60.0

_wrote_at = 0.0
_guard = threading.Lock()


class StoreRefuses(ServiceDown):
    """The store answers, and takes no files: full, read only, or the key may not."""

    code = "store_refuses_writing"


def check_store_writes() -> None:
    """Write a little, unless that went well within the last minute.

    Raises:
        StoreRefuses.
    """
    global _wrote_at  # noqa: PLW0603  one memory per process is the point
    with _guard:
        if _wrote_at and time.monotonic() - _wrote_at < EVERY_S:
            return
        _wrote_at = 0.0
        write_now()
        _wrote_at = time.monotonic()


def write_now() -> None:
    """Write and delete a small object.

    Raises:
        StoreRefuses.
    """
    store = default_store()
    bucket = store.bucket(Area.QUARANTINE)
    key = f"{PREFIX}{secrets.token_hex(16)}"
    content = secrets.token_bytes(SIZE)
    try:
        with faults_translated():
            made = store.client.put_object(bucket, key, io.BytesIO(content), SIZE)
            store.client.remove_object(bucket, key, version_id=made.version_id)
    except (StoreUnavailable, ObjectMissing) as error:
        raise StoreRefuses from error
