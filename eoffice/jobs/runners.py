"""What kinds of jobs there are: one function per kind, working one item at a time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from eoffice.jobs.models import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOutcome:
    """What came of one item: words for people, and facts for the job's result."""

    message: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a runner is handed: the job's parameters and one item's `ref`."""

    job_id: UUID
    owner_id: UUID | None
    position_id: UUID | None
    parameters: dict[str, Any]
    ref: str


Runner = Callable[[Work], ItemOutcome | None]
Finisher = Callable[[Job], dict[str, Any]]
_runners: dict[str, tuple[Runner, Finisher | None]] = {}
_apart: set[str] = set()


def register_runner(
    kind: str,
    runner: Runner,
    *,
    finisher: Finisher | None = None,
    apart: bool = False,
) -> None:
    """Register the function that works one item of jobs of this kind.

    A runner re-checks the owner's present rights, raises an `OfficeError` to refuse
    the item, and finds by state what it has done already: after a crash it is called
    for the same item again. `finisher` makes the job's `result` at the end. `apart`:
    only the process that may delete records works it.
    """
    _runners[kind] = (runner, finisher)
    if apart:
        _apart.add(kind)


def runner_of(kind: str) -> tuple[Runner, Finisher | None] | None:
    """Return runner and finisher, or nothing when the kind is unknown."""
    return _runners.get(kind)


def is_apart(kind: str) -> bool:
    """Tell whether jobs of this kind are worked by the destroyer alone."""
    return kind in _apart


def kinds() -> list[str]:
    """Return the kinds that the outbox runs."""
    return sorted(_runners)
