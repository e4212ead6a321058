"""Who may sign what somebody drafts, and who is proposed where nobody was chosen."""

from eoffice.organisation.models import Position
from eoffice.organisation.queries.holders import superiors_of


def signs_letters(position: Position) -> bool:
    """Tell whether letters may name the position as their signatory today."""
    return position.may_sign and position.closed_on is None


def signatories_for(drafter: Position) -> list[Position]:
    """Return who may sign for the drafter: own position and superiors, nearest first.

    Superiors alone: a.n. and u.b. pass a mandate down this line (tata naskah 3.4).
    """
    return [p for p in (drafter, *superiors_of(drafter)) if signs_letters(p)]


def default_signatory(drafter: Position) -> Position | None:
    """Return the head of the drafter's agency: who signs most of its letters.

    Else the nearest who may sign at all.
    """
    able = signatories_for(drafter)
    # The first who signs for a whole register: letters leave an office by its head.
    keeping = (position for position in able if position.unit.keeps_register)
    return next(keeping, able[0] if able else None)
