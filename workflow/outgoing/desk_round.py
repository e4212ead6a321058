"""The letters that wait at a desk, as a round: which comes before and after one."""

from dataclasses import dataclass
from uuid import UUID

from eoffice.organisation.actor import Actor
from eoffice.shell.queue import QUEUE_LIMIT
from workflow.outgoing.lists import single_steps


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRound:
    """Where a letter stands among those that wait, oldest first (`place` from 1)."""

    place: int
    total: int
    before: UUID | None
    after: UUID | None


def _waiting(actor: Actor) -> list[UUID]:
    ids = single_steps(actor).values_list("letter_id", flat=True)[:QUEUE_LIMIT]
    # One person may fill two positions of a route: each letter once.
    return list(dict.fromkeys(ids))


def round_of(actor: Actor, letter_id: UUID) -> DeskRound | None:
    """Return the place of a letter that waits for this person among others."""
    ids = _waiting(actor)
    if letter_id not in ids or len(ids) == 1:
        return None
    at = ids.index(letter_id)
    return DeskRound(
        place=at + 1,
        total=len(ids),
        before=ids[at - 1] if at else None,
        after=ids[at + 1] if at + 1 < len(ids) else None,
    )


def next_after(actor: Actor, letter_id: UUID) -> UUID | None:
    """Return the letter that has waited longest besides this one."""
    return next((one for one in _waiting(actor) if one != letter_id), None)
