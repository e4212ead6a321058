"""What goes through the pipe: a length, the order as JSON, and then the secret."""

import json
import struct
from typing import Any

_LENGTH = struct.Struct(">I")


def packed(order: dict[str, Any], secret: bytes) -> bytes:
    """Return the message for a signer."""
    text = json.dumps(order).encode()
    return _LENGTH.pack(len(text)) + text + secret


def unpacked(raw: bytearray) -> tuple[dict[str, Any], bytearray]:
    """Return order and secret of a message, which is wiped."""
    (size,) = _LENGTH.unpack_from(raw)
    end = _LENGTH.size + size
    order: dict[str, Any] = json.loads(raw[_LENGTH.size : end])
    secret = raw[end:]
    raw[:] = bytes(len(raw))
    return order, secret
