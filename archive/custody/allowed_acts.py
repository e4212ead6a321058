"""What a person may do with a move now: for page, API, template."""

from collections.abc import Collection

from archive.custody import access
from archive.custody.models import CustodyMove
from archive.custody.packaging import PACKAGED, lacks_package
from archive.custody.readiness import NEXT, hindrance_of
from archive.custody.states import (
    BEFORE_MOVING,
    CustodyItemState,
    CustodyState,
    MoveKind,
)
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
    next_act = NEXT.get(CustodyState(found.state), "")
    if next_act in acts and hindrance_of(found) is not None:
        acts.remove(next_act)
    return [act for act in acts if act not in _without_package(found)]


def _without_package(found: CustodyMove) -> set[str]:
    """Return the acts that the state of the package forbids."""
    forbidden = set() if lacks_package(found) else {"package"}
    is_ready = found.package is not None and found.package.state == ExportState.READY
    return forbidden if is_ready else {*forbidden, "check"}


def first_of(found: CustodyMove, acts: Collection[str]) -> str:
    """Return the one of these acts that the move waits for now, or nothing.

    Of a hand-over first its package, then its hashes, then the word on each file.
    """
    listed = found.items.filter(state=CustodyItemState.LISTED)
    if "package" in acts:
        return "package"
    if "check" in acts and listed.filter(agrees=None).exists():
        return "check"
    if "verify" in acts and _is_compared(found) and listed.filter(verdict="").exists():
        return "verify"
    return next((one for one in NEXT.values() if one in acts), "")


def _is_compared(found: CustodyMove) -> bool:
    """Tell whether the files can be judged: nothing in their package is unread."""
    if found.package_id is None:
        return True
    listed = found.items.filter(state=CustodyItemState.LISTED)
    return not listed.filter(agrees=None).exists()
