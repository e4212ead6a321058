"""Paging cursors: opaque, signed, bound to the request they belong to."""

import base64
import binascii
import hashlib
import hmac
import json
from typing import Any

from search.engines.contract import Access, InvalidCursor
from search.query.request import SearchRequest
from search.query.serialise import to_json

MAX_CURSOR_CHARS = 12_000  # a page of 100 ids and a point in time
# 128 bits: beyond all guessing, and the address stays short.
_MAC_BYTES = 16


class CursorSigner:
    """Seals and opens cursors with a secret of the installation."""

    def __init__(self, secret: str) -> None:
        """Derive a key of our own, so a cursor can be nothing else."""
        self._key = hashlib.sha256(b"search-cursor:" + secret.encode()).digest()

    def seal(self, state: dict[str, Any], bound_to: str) -> str:
        """A cursor that holds ``state`` (JSON values)."""
        content = json.dumps(state, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(self._mac(content, bound_to) + content).decode()

    def open(self, cursor: str, bound_to: str) -> dict[str, Any]:
        """The state; raises InvalidCursor."""
        if len(cursor) > MAX_CURSOR_CHARS:
            raise InvalidCursor
        try:
            raw = base64.b64decode(cursor.encode("ascii"), b"-_", validate=True)
        except (binascii.Error, UnicodeEncodeError) as error:
            raise InvalidCursor from error
        mac, content = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
        if not hmac.compare_digest(mac, self._mac(content, bound_to)):
            raise InvalidCursor
        state: dict[str, Any] = json.loads(content)
        return state

    def _mac(self, content: bytes, bound_to: str) -> bytes:
        message = bound_to.encode() + b"\0" + content
        return hmac.new(self._key, message, hashlib.sha256).digest()[:_MAC_BYTES]


def binding(request: SearchRequest, access: Access, engine: str) -> str:
    """What a cursor is good for: this engine, this request, this set of indexes."""
    # who lost the restricted index meanwhile must not page on in it
    content = json.dumps([engine, access.reads_restricted, to_json(request)])
    return hashlib.sha256(content.encode()).hexdigest()
