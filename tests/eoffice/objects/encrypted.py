"""A look into the store past the port: what lies there, and what if it changed."""

import io

from eoffice.objects.encryption import STEP
from eoffice.objects.models import StoredObject
from eoffice.objects.store import Store, default_store


def raw(stored: StoredObject, store: Store | None = None) -> bytes:
    """The bytes as the store has them."""
    answer = (store or default_store()).client.get_object(
        stored.bucket, stored.key, version_id=stored.version_id
    )
    try:
        return answer.read()
    finally:
        answer.close()
        answer.release_conn()


def exchange(store: Store, stored: StoredObject, content: bytes) -> None:
    """Have the object's row lead to other bytes under the same key."""
    result = store.client.put_object(
        stored.bucket, stored.key, io.BytesIO(content), len(content)
    )
    stored.version_id = result.version_id


def segments(sealed: bytes) -> list[bytes]:
    """Sealed bytes, segment by segment."""
    return [sealed[at : at + STEP] for at in range(0, len(sealed), STEP)]
