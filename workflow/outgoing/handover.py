"""What lies at a seat and goes to whoever holds it next: a list to hand over.

Nothing has to be moved: drafts, steps and dispositions hang on the seat, not on the
person. The list is for those who take leave of it and those who come.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position
from workflow.approval.models import ApprovalStep
from workflow.dispositions.models import DispositionReceiver
from workflow.dispositions.queries.lists import my_open_shares
from workflow.letters.access import letters_visible_to
from workflow.letters.models import EDITABLE, UNDER_APPROVAL, Letter
from workflow.outgoing.lists import waiting_steps

MOST = 200  # of each kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """A seat with everything that is open there."""

    position: Position
    steps: Sequence[ApprovalStep]
    drafts: Sequence[Letter]
    moving: Sequence[Letter]
    shares: Sequence[DispositionReceiver]

    @property
    def count(self) -> int:
        """Return how many things are handed over."""
        parts = (self.steps, self.drafts, self.moving, self.shares)
        return sum(len(part) for part in parts)


def handovers_of(actor: Actor) -> list[Handover]:
    """Return the lists of all seats the person acts for; four queries each."""
    seats = [one.position for one in actor.mandates if not one.stood_in_for]
    return [_of(actor, seat) for seat in seats]


def _of(actor: Actor, seat: Position) -> Handover:
    steps = waiting_steps(actor).filter(position=seat).select_related("letter")
    mine = letters_visible_to(actor).filter(drafter_position=seat)
    mine = mine.defer("body", "access_tokens").order_by("-pk")
    shares = my_open_shares(actor).filter(position=seat)
    about = shares.select_related("disposition__incoming").order_by("disposition")
    return Handover(
        position=seat,
        steps=list(steps.defer("letter__body", "letter__access_tokens")[:MOST]),
        drafts=list(mine.filter(status__in=EDITABLE)[:MOST]),
        moving=list(mine.filter(status__in=UNDER_APPROVAL)[:MOST]),
        shares=list(about[:MOST]),
    )
