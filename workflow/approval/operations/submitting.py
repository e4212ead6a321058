"""Submitting: the working copy is checked, drawn, stored and frozen as a version."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from eoffice.audit import trail
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from eoffice.row_versions import check_version
from workflow.approval.errors import StepAlreadyDecided
from workflow.approval.models import (
    ApprovalStep,
    RouteChange,
    RouteChangeKind,
    StepState,
)
from workflow.approval.operations.freezing import (
    DrawnPage,
    drawn_page,
    freeze_version,
)
from workflow.approval.route_check import faults_before_submit
from workflow.approval.route_rules import ROUTE_RULES
from workflow.approval.routes import route_of
from workflow.letters import access
from workflow.letters.being_signed import check_not_being_signed
from workflow.letters.errors import LetterLocked
from workflow.letters.events import LetterEvent
from workflow.letters.locks import locked_draft_for, locked_for
from workflow.letters.models import Letter, LetterStatus, LetterVersion, StepKind
from workflow.letters.operations.moving import move_letter
from workflow.letters.page_check import judged_letter
from workflow.letters.trail_acts import LetterAct


def submit_letter(*, actor: Actor, letter_id: UUID) -> Letter:
    """Freeze the letter and send it on its route; returns the letter.

    Checks every rule, draws the page and stores it before the transaction opens,
    then freezes exactly what was drawn: a change in between is refused.

    Raises:
        NotFound: not the drafter's.
        LetterLocked: submitted already.
        Invalid: with every broken rule and its remedy.
        Stale: edited while it was being submitted.
    """
    letter = access.visible_letter(actor, letter_id)
    access.require(actor, "letter.submit", letter)
    if not letter.is_editable:
        raise LetterLocked(state=letter.status)
    judged = judged_letter(letter, faults_before_submit(letter))
    return _freeze(actor, letter, drawn_page(letter, judged))


@transaction.atomic
def _freeze(actor: Actor, read: Letter, frozen: DrawnPage) -> Letter:
    letter = locked_draft_for(actor, "letter.submit", read.pk)
    # What was drawn is what was read; an edit since then would freeze another text.
    check_version(letter, read.row_version, state=letter.status)
    actor = actor.at_position(letter.drafter_position_id)
    version = freeze_version(actor, letter, letter.drafter_position, frozen)
    _make_steps(letter, version)
    open_next_steps(letter)
    trail.record(
        LetterAct.SUBMITTED,
        letter,
        actor=actor,
        version=version.number,
        content_hash=version.content_hash,
        pdf_sha256=frozen.rendered.sha256,
    )
    events.add(LetterEvent.SUBMITTED, letter_id=letter.pk)
    return letter


def _make_steps(letter: Letter, version: LetterVersion) -> None:
    ApprovalStep.objects.bulk_create(
        ApprovalStep(
            letter=letter,
            version=version,
            order=step.order,
            kind=step.kind,
            position_id=step.position_id,
        )
        for step in route_of(letter)
    )


def open_next_steps(letter: Letter) -> None:
    """Open the next steps of the current version and move the letter accordingly."""
    version = letter.current_version
    steps = list(version.steps.order_by("order")) if version else []
    waiting = [step for step in steps if step.state == StepState.WAITING]
    # Of parallel positions the last to decide opens the next step.
    if any(step.state == StepState.OPEN for step in steps) or not waiting:
        return
    now = timezone.now()
    following = [step for step in waiting if step.order == waiting[0].order]
    for step in following:
        step.state, step.opened_at = StepState.OPEN, now
        step.save(update_fields=["state", "opened_at"])
    is_signature = following[0].kind == StepKind.SIGNATURE
    move_letter(
        letter,
        LetterStatus.AWAITING_SIGNATURE
        if is_signature
        else LetterStatus.IN_VERIFICATION,
    )
    for step in following:
        events.add(LetterEvent.STEP_OPENED, letter_id=letter.pk, step_id=step.pk)


LONGEST_REASON = 300


def _recalling_seat(actor: Actor, letter: Letter) -> UUID:
    """Return the drafter's seat, or that of the superior where the rule allows."""
    superior = letter.drafter_position.superior_id
    if actor.holds(letter.drafter_position_id) or superior is None:
        return letter.drafter_position_id
    if not ROUTE_RULES.current().recall_by_superior:
        raise NotFound
    return superior


@transaction.atomic
def recall_letter(*, actor: Actor, letter_id: UUID, reason: str = "") -> Letter:
    """Take the letter back; it is a draft again.

    By its drafter, or the drafter's superior where the rule allows. Once somebody has
    initialled it takes a reason, and the rule that allows it.

    Raises:
        NotFound: not the drafter's.
        LetterLocked: not on its way.
        StepAlreadyDecided: somebody has initialled it, and no reason is given or no
            rule allows it.
        SigningUnderWay: a signature is being made at this moment.
    """
    letter = locked_for(actor, "letter.recall", letter_id)
    if not letter.is_under_approval:
        raise LetterLocked(state=letter.status)
    steps = letter.steps.filter(version=letter.current_version)
    seat = _recalling_seat(actor, letter)
    # Once initialled it is no longer the drafter's alone: others are owed a reason.
    initialled = Q(state=StepState.APPROVED) | Q(changes__kind=RouteChangeKind.KEPT)
    if steps.filter(initialled).exists():
        allowed = ROUTE_RULES.current().recall_after_initials
        if not (reason.strip() and allowed):
            raise StepAlreadyDecided(state=letter.status)
    check_not_being_signed(letter)
    steps.filter(state__in=[StepState.OPEN, StepState.WAITING]).update(
        state=StepState.SKIPPED, decided_at=timezone.now()
    )
    move_letter(letter, LetterStatus.DRAFT)
    actor = actor.at_position(seat)
    RouteChange.objects.create(
        letter=letter,
        kind=RouteChangeKind.RECALLED,
        official=actor.official,
        position_id=seat,
        reason=reason.strip()[:LONGEST_REASON],
        made_on=timezone.localdate(),
    )
    trail.record(LetterAct.RECALLED, letter, actor=actor)
    events.add(LetterEvent.RECALLED, letter_id=letter.pk)
    return letter
