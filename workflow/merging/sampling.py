"""What a desk looks at before it decides about a batch: a sample, drawn by the house.

Some letters by chance, those with the longest values, and any that the person opens
beside them. Chance is drawn with the site's key, so that who drafts cannot know which
letters are looked at; it falls the same each time, so the sample does not move while
it is read.

A decision covers the letters that lay on the desk when the page was made (`as_of`): one
that changed since has another version, came to the desk later, and drops out visibly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.crypto import salted_hmac

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from workflow.merging.models import MergeBatch
from workflow.merging.turns import Turn, open_steps, turns_of

BY_CHANCE, LONGEST = 5, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLetter:
    """A letter of the batch at the desk; `number` is its row in the table."""

    number: int
    longest: int
    step: UUID
    of_letter: UUID
    of_version: UUID
    version_number: int
    came_at: datetime
    seen_on: datetime | None

    @property
    def is_seen(self) -> bool:
        """Tell whether somebody at this desk has opened it."""
        return self.seen_on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchAtDesk:
    """The batch as it lies at one desk; rows in the order of the table."""

    turn: Turn
    letters: Sequence[WaitingLetter]
    sample: Sequence[WaitingLetter]
    later: Sequence[WaitingLetter]  # changed, or come, since `as_of`

    @property
    def unseen(self) -> list[WaitingLetter]:
        """Return what of the sample nobody at this desk has opened yet."""
        return [one for one in self.sample if not one.is_seen]

    @property
    def seen(self) -> int:
        """Return how many of all letters were opened at this desk."""
        return sum(one.is_seen for one in self.letters)

    @property
    def others_seen(self) -> list[WaitingLetter]:
        """Return what was opened by choice, beside the sample."""
        drawn = {one.number for one in self.sample}
        return [one for one in self.letters if one.is_seen and one.number not in drawn]

    def at(self, number: int) -> WaitingLetter:
        """Return the letter of a row.

        Raises:
            NotFound: it does not wait here.
        """
        for one in (*self.letters, *self.later):
            if one.number == number:
                return one
        raise NotFound


_FIELDS = {
    "number": F("letter__merge_row__number"),
    "longest": F("letter__merge_row__longest"),
    "step": F("pk"),
    "of_letter": F("letter"),
    "of_version": F("version"),
    "version_number": F("version__number"),
    "came_at": F("opened_at"),
    "seen_on": F("seen_at"),
}


def _letter(row: Mapping[str, Any]) -> WaitingLetter:
    return WaitingLetter(**row)


def batch_at_desk(
    actor: Actor, batch: MergeBatch, as_of: datetime | None = None
) -> BatchAtDesk:
    """Return what of the batch waits for this person, with its sample.

    Raises:
        NotFound: nothing of it waits for them.
    """
    turns = turns_of(actor, batch)
    if not turns:
        raise NotFound
    # One desk after the other: an initial and a signature are two acts.
    turn = turns[0]
    steps = open_steps([turn.position_id]).filter(
        letter__merge_row__batch=batch, kind=turn.kind
    )
    rows = steps.order_by("letter__merge_row__number").values(**_FIELDS)
    waiting = [_letter(row) for row in rows]
    here = [one for one in waiting if as_of is None or one.came_at <= as_of]
    later = [one for one in waiting if as_of is not None and one.came_at > as_of]
    return BatchAtDesk(turn=turn, letters=here, sample=_sample(turn, here), later=later)


def _sample(turn: Turn, letters: Sequence[WaitingLetter]) -> list[WaitingLetter]:
    def chance(one: WaitingLetter) -> bytes:
        drawn = f"{turn.batch.pk}:{turn.position_id}:{one.number}"
        return salted_hmac("merge.sample", drawn, algorithm="sha256").digest()

    by_chance = sorted(letters, key=chance)[:BY_CHANCE]
    taken = {one.number for one in by_chance}
    rest = [one for one in letters if one.number not in taken]
    longest = sorted(rest, key=lambda one: -one.longest)[:LONGEST]
    return sorted([*by_chance, *longest], key=lambda one: one.number)
