"""Checks of what stands still, registered by the rooms whose states they are.

Each returns the things that should have moved and have not. Where a second push makes
sense, `retry` gives it to one of them by its `ref`.

    register_stuck_check("uploads", stuck_uploads, retry=check_again)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models
from django.utils.functional import Promise

STUCK_SHOWN = 50  # of one room's check


@dataclass(frozen=True, slots=True, kw_only=True)
class StuckThing:
    """Something that stands still: ids and states only, never content.

    `check` and `can_retry` are filled in by the sweeper.
    """

    ref: str
    state: str
    since: datetime
    what: str | Promise
    check: str = ""
    can_retry: bool = False


StuckCheck = Callable[[], Sequence[StuckThing]]
# Pushes one thing on and returns it; nothing when it has moved meanwhile. Not called
# inside a transaction.
Retry = Callable[[UUID], models.Model | None]
checks: dict[str, tuple[StuckCheck, Retry | None]] = {}


def register_stuck_check(
    name: str, check: StuckCheck, *, retry: Retry | None = None
) -> None:
    """Add a room's check under its own name; it returns a bounded list."""
    checks[name] = (check, retry)
