"""Giving a step to another desk, and passing one over: with a reason and a trace.

Only by an acting official or with a logged reason (tata naskah 7). What must initial
by rule is neither given away nor passed over.
"""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position
from eoffice.organisation.queries.holders import holding_of
from eoffice.outbox import events
from workflow.approval.locks import locked_for
from workflow.approval.models import (
    ApprovalStep,
    RouteChange,
    RouteChangeKind,
    StepState,
)
from workflow.approval.operations.approving import check_open
from workflow.approval.operations.submitting import open_next_steps
from workflow.approval.ranks import outranks, rank_of, signing_rank
from workflow.approval.route_rules import ROUTE_RULES
from workflow.approval.routes import legal_head
from workflow.letters.access import refresh_access
from workflow.letters.events import LetterEvent
from workflow.letters.models import Letter, StepKind
from workflow.letters.trail_acts import LetterAct

LONGEST_REASON = 300


def _check_reason(reason: str) -> str:
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        text = _("Give a reason of at most 300 characters; it stays with the letter.")
        raise Invalid([Fault(field="reason", code="required", message=text)])
    return reason


def _check_free(letter: Letter, step: ApprovalStep) -> None:
    """Raise where a rule wants this very seat: the signature, Bagian Hukum."""
    legal = legal_head(letter, ROUTE_RULES.current())
    bound = step.kind == StepKind.SIGNATURE
    if bound or (legal is not None and legal.pk == step.position_id):
        text = _("This step is required by rule: it is neither moved nor passed over.")
        raise Invalid([Fault(field="step", code="mandatory_step", message=text)])


def _trace(actor: Actor, step: ApprovalStep, kind: RouteChangeKind, why: str) -> None:
    moved = kind == RouteChangeKind.REASSIGNED
    chosen = actor.chosen.position.pk if actor.chosen else None
    RouteChange.objects.create(
        letter=step.letter,
        step=step,
        kind=kind,
        official=actor.official,
        position_id=chosen,
        seen_by=step.position if moved else None,
        reason=why,
        made_on=timezone.localdate(),
    )


@transaction.atomic
def skip_step(
    *, actor: Actor, letter_id: UUID, step_id: UUID, reason: str
) -> ApprovalStep:
    """Pass an open step over; the next one opens.

    By the superior of the desk, or whoever signs.

    Raises:
        NotFound: not theirs, or a step of another letter.
        StepAlreadyDecided, NotYetYourTurn: the step is not open.
        Invalid: no reason, or a step that a rule requires.
    """
    letter, step = locked_for(actor, "step.skip", letter_id, step_id)
    check_open(step)
    _check_free(letter, step)
    why = _check_reason(reason)
    step.state, step.decided_at = StepState.SKIPPED, timezone.now()
    step.save(update_fields=["state", "decided_at"])
    _trace(actor, step, RouteChangeKind.SKIPPED, why)
    trail.record(LetterAct.STEP_SKIPPED, letter, actor=actor, step=str(step.pk))
    events.add(LetterEvent.STEP_SKIPPED, letter_id=letter.pk, step_id=step.pk)
    open_next_steps(letter)
    return step


@transaction.atomic
def reassign_step(
    *, actor: Actor, letter_id: UUID, step_id: UUID, position_id: UUID, reason: str
) -> ApprovalStep:
    """Give an open step to another seat, which decides it instead.

    By the drafter, the desk itself or its superior. The desk it leaves goes on seeing
    the letter.

    Raises:
        NotFound: not theirs, or a step of another letter.
        StepAlreadyDecided, NotYetYourTurn: the step is not open.
        Invalid: no reason, a step that a rule requires, or a seat that cannot do it.
    """
    letter, step = locked_for(actor, "step.reassign", letter_id, step_id)
    check_open(step)
    _check_free(letter, step)
    why = _check_reason(reason)
    able = Position.objects.select_related("unit")
    position = able.filter(pk=position_id, closed_on=None).first()
    faults = list(_unfit(letter, step, position))
    if faults or position is None:
        raise Invalid(faults)
    _trace(actor, step, RouteChangeKind.REASSIGNED, why)
    step.position, step.opened_at, step.seen_at = position, timezone.now(), None
    step.save(update_fields=["position", "opened_at", "seen_at"])
    refresh_access(letter)
    trail.record(
        LetterAct.STEP_REASSIGNED,
        letter,
        actor=actor,
        step=str(step.pk),
        to=str(position.pk),
    )
    events.add(LetterEvent.STEP_REASSIGNED, letter_id=letter.pk, step_id=step.pk)
    events.add(LetterEvent.STEP_OPENED, letter_id=letter.pk, step_id=step.pk)
    return step


def _unfit(
    letter: Letter, step: ApprovalStep, position: Position | None
) -> Iterator[Fault]:
    if position is None or holding_of(position) is None:
        text = _("Nobody holds this seat now. Choose another.")
        yield Fault(field="position", code="vacant", message=text)
        return
    others = step.version.steps.exclude(pk=step.pk).exclude(state=StepState.WITHDRAWN)
    known = {letter.drafter_position_id, *others.values_list("position", flat=True)}
    if position.pk in known or position.pk == step.position_id:
        text = _("This seat is on the route already, or drafts the letter.")
        yield Fault(field="position", code="on_the_route", message=text)
    if outranks(rank_of(position), signing_rank(letter.signatory, letter.authority)):
        text = _("%(title)s does not initial below somebody of lower rank.")
        told = text % {"title": position.title}
        yield Fault(field="position", code="outranks", message=told)
