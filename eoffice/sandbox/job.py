"""What a task gets to see, and how its answer travels.

Answers are JSON with bytes as base64: a task that was taken over can send wrong
values, but never an object that runs code when it is read (as a pickle would).
"""

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eoffice.sandbox.limits import Limits

BYTES_KEY = "$bytes"


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxJob:
    """One file under one task: its bytes, an empty directory to write in, limits."""

    data: bytes
    scratch: Path
    limits: Limits


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return {BYTES_KEY: base64.b64encode(value).decode("ascii")}
    message = f"a task cannot answer {type(value).__name__}"
    raise TypeError(message)


def _revive(value: dict[str, Any]) -> Any:
    if value.keys() == {BYTES_KEY}:
        return base64.b64decode(value[BYTES_KEY], validate=True)
    return value


def encode(value: object) -> bytes:
    """JSON of a plain value; bytes allowed anywhere in it."""
    return json.dumps(value, default=_plain, separators=(",", ":")).encode("ascii")


def decode(raw: bytes) -> Any:
    """Plain value of what `encode` made; `ValueError` if it is something else."""
    return json.loads(raw, object_hook=_revive)
