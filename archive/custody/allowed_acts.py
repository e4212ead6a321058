"""What a person may do with a move now: for page, API, template."""

from archive.custody import access
from archive.custody.models import CustodyMove
from archive.custody.packaging import PACKAGED, lacks_package
from archive.custody.states import BEFORE_MOVING, CustodyState, MoveKind
from archive.exchange.models import ExportState
from eoffice.organisation.actor import Actor

#: act -> the states in which it is possible
ACTS = {
    "submit": frozenset({CustodyState.DRAFT}),
    "approve": frozenset({CustodyState.SUBMITTED}),
    "object": frozenset({CustodyState.SUBMITTED, CustodyState.APPROVED}),
    "execute": frozenset({CustodyState.APPROVED}),
    "abort": BEFORE_MOVING,
}
#: Of hand-overs alone.
HANDOVER_ACTS = {
    "check": frozenset({CustodyState.SUBMITTED}),
    "verify": frozenset({CustodyState.SUBMITTED}),
    "package": PACKAGED,
}


def allowed_acts(actor: Actor, found: CustodyMove) -> list[str]:
    """Return the acts that are possible now and this person's to do."""
    if found.kind == MoveKind.SUCCESSION:
        return []
    possible = ACTS if found.kind != MoveKind.HANDOVER else {**ACTS, **HANDOVER_ACTS}
    acts = [
        act
        for act, states in possible.items()
        if found.state in states and access.may(actor, f"custody.{act}", found)
    ]
    if "approve" in acts and actor.official.pk == found.proposed_by_id:
        acts.remove("approve")
    return [act for act in acts if act not in _without_package(found)]


def _without_package(found: CustodyMove) -> set[str]:
    """Return the acts that the state of the package forbids."""
    forbidden = set() if lacks_package(found) else {"package"}
    is_ready = found.package is not None and found.package.state == ExportState.READY
    return forbidden if is_ready else {*forbidden, "check"}
