"""Identifiers: time-ordered UUIDs (version 7, RFC 9562 section 5.7).

They sort by time of making, so a listing by id is stable under writes, and tell
nothing that can be counted. Guards nothing by itself: knowing an id is no right.
"""

from uuid import UUID

import uuid_utils


def uuid7() -> UUID:
    """Return a new UUID of version 7 as the standard library's type."""
    return UUID(int=uuid_utils.uuid7().int)


def as_uuid(text: str) -> UUID | None:
    """Return the id, or nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None
