"""Versions of rows: what somebody changes must be what they read.

The version is a counter of the row (`row_version`). Operations compare it under their
lock; pages carry it in the form, programs in `If-Match` (`eoffice.api.conditional`).
"""

from typing import Protocol

from eoffice.errors import Stale


class Versioned(Protocol):
    """A row that counts its changes."""

    row_version: int


def check_version(
    row: Versioned, expected: int | None, *, state: str | None = None
) -> None:
    """Raise unless the locked row is still the one that was read (None: any).

    Raises:
        Stale: somebody changed the row since it was read; told with its `state`.
    """
    if expected is not None and expected != row.row_version:
        raise Stale(state=state)
