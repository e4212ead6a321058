"""Submitting, accepting, objecting to and calling off a move."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.custody.due import unfit_among
from archive.custody.errors import NothingToMove, SameHead
from archive.custody.events import CustodyEvent
from archive.custody.locks import locked_for, moved_on
from archive.custody.models import CustodyMove
from archive.custody.packaging import offer_package
from archive.custody.readiness import require_acceptable, require_submittable
from archive.custody.states import (
    BEFORE_MOVING,
    CustodyDrop,
    CustodyItemState,
    CustodyState,
    MoveKind,
)
from archive.custody.trail_acts import CustodyAct
from archive.papers.kinds import PaperKind
from archive.papers.writing import retire_papers
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.organisation.actor import Actor
from eoffice.outbox import events

LONGEST_REASON = 1000
LISTED = CustodyItemState.LISTED


def drop_unfit(found: CustodyMove, *, actor: Actor | None) -> None:
    """Take off the locked move what may not move now; refuse where nothing is left.

    Raises:
        NothingToMove.
    """
    listed = list(found.items.filter(state=LISTED))
    reasons = unfit_among(found.kind, listed)
    for reason in CustodyDrop:
        ids = [pk for pk, why in reasons.items() if why == reason]
        drop(found, ids, reason, actor=actor)
    if not found.items.filter(state=LISTED).exists():
        raise NothingToMove(state=found.state)


def drop(
    found: CustodyMove, ids: list[int], reason: CustodyDrop, *, actor: Actor | None
) -> None:
    """Take these files off the move, told in the trail."""
    going = found.items.filter(pk__in=ids, state=LISTED)
    count = going.update(state=CustodyItemState.DROPPED, dropped_because=reason)
    if count:
        told = {"because": reason.value, "count": count}
        trail.record(CustodyAct.DROPPED, found, actor=actor, **told)


@transaction.atomic
def submit_move(
    *, actor: Actor, move_id: UUID, expected_version: int | None = None
) -> CustodyMove:
    """Lay the list before who receives; what is unfit drops out first.

    With a hand-over goes the package of its files, for the archives to verify.

    Raises:
        NotFound, Stale, WrongMoveState, NothingToMove.
        NoCommittee: a hand-over is appraised, and nobody is there to do it.
        Invalid: a hand-over has more records than a package takes.
    """
    found = locked_for(
        actor,
        "custody.submit",
        move_id,
        states=frozenset({CustodyState.DRAFT}),
        expected_version=expected_version,
    )
    require_submittable(found)
    drop_unfit(found, actor=actor)
    if found.kind == MoveKind.HANDOVER:
        offer_package(found, actor)
    found.submitted_at, found.objection = timezone.now(), ""
    moved_on(found, CustodyState.SUBMITTED, "submitted_at", "objection", "package")
    trail.record(CustodyAct.SUBMITTED, found, actor=actor)
    events.add(CustodyEvent.SUBMITTED, move_id=found.pk)
    return found


@transaction.atomic
def approve_move(
    *, actor: Actor, move_id: UUID, expected_version: int | None = None
) -> CustodyMove:
    """Accept the list after it was compared with the files; the papers follow.

    Raises:
        NotFound, Stale, WrongMoveState, NothingToMove.
        SameHead: the person proposed the list.
        DocumentUnsigned: of a hand-over, the consideration or the statement.
        NotVerified: a file of a hand-over has no verdict; the refused drop out.
    """
    found = locked_for(
        actor,
        "custody.approve",
        move_id,
        states=frozenset({CustodyState.SUBMITTED}),
        expected_version=expected_version,
    )
    if actor.official.pk == found.proposed_by_id:
        raise SameHead(state=found.state)
    drop(found, require_acceptable(found), CustodyDrop.REFUSED, actor=actor)
    drop_unfit(found, actor=actor)
    found.approved_by, found.approved_at = actor.official, timezone.now()
    moved_on(found, CustodyState.APPROVED, "approved_by", "approved_at")
    trail.record(CustodyAct.APPROVED, found, actor=actor)
    events.add(CustodyEvent.APPROVED, move_id=found.pk)
    return found


@transaction.atomic
def object_to_move(
    *, actor: Actor, move_id: UUID, reason: str, expected_version: int | None = None
) -> CustodyMove:
    """Send the list back with what is wrong; its papers count no more.

    Raises:
        NotFound, Stale, WrongMoveState.
        Invalid: no reason.
    """
    found = locked_for(
        actor,
        "custody.object",
        move_id,
        states=frozenset({CustodyState.SUBMITTED, CustodyState.APPROVED}),
        expected_version=expected_version,
    )
    found.objection = _given(reason)
    found.approved_by = found.approved_at = None
    found.items.filter(state=LISTED).update(
        agrees=None, verdict="", verdict_reason="", verified_by=None
    )
    retire_papers(found.pk, *PaperKind.values)
    moved_on(found, CustodyState.DRAFT, "objection", "approved_by", "approved_at")
    told = found.objection
    trail.record(CustodyAct.OBJECTED, found, actor=actor, reason=told)
    events.add(CustodyEvent.OBJECTED, move_id=found.pk)
    return found


@transaction.atomic
def abort_move(
    *, actor: Actor, move_id: UUID, reason: str, expected_version: int | None = None
) -> CustodyMove:
    """Call the move off for good; its files may be proposed again.

    Raises:
        NotFound, Stale, WrongMoveState: not once it is being moved.
        Invalid: no reason.
    """
    found = locked_for(
        actor,
        "custody.abort",
        move_id,
        states=BEFORE_MOVING,
        expected_version=expected_version,
    )
    told = _given(reason)
    ids = list(found.items.filter(state=LISTED).values_list("pk", flat=True))
    drop(found, ids, CustodyDrop.CALLED_OFF, actor=actor)
    moved_on(found, CustodyState.ABORTED)
    trail.record(CustodyAct.ABORTED, found, actor=actor, reason=told)
    events.add(CustodyEvent.ABORTED, move_id=found.pk)
    return found


def _given(reason: str) -> str:
    told = reason.strip()
    if not told or len(told) > LONGEST_REASON:
        text = _("Say why, in at most 1,000 characters.")
        raise Invalid([Fault(field="reason", code="required", message=text)])
    return told
