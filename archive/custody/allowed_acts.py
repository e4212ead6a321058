"""What a person may do with a move now: for page, API, template."""

from archive.custody import access
from archive.custody.models import CustodyMove
from archive.custody.states import BEFORE_MOVING, CustodyState, MoveKind
from eoffice.organisation.actor import Actor

#: act -> the states in which it is possible
ACTS = {
    "submit": frozenset({CustodyState.DRAFT}),
    "approve": frozenset({CustodyState.SUBMITTED}),
    "object": frozenset({CustodyState.SUBMITTED, CustodyState.APPROVED}),
    "execute": frozenset({CustodyState.APPROVED}),
    "abort": BEFORE_MOVING,
}


def allowed_acts(actor: Actor, found: CustodyMove) -> list[str]:
    """Return the acts that are possible now and this person's to do."""
    if found.kind == MoveKind.SUCCESSION:
        return []
    acts = [
        act
        for act, states in ACTS.items()
        if found.state in states and access.may(actor, f"custody.{act}", found)
    ]
    if "approve" in acts and actor.official.pk == found.proposed_by_id:
        acts.remove("approve")
    return acts
