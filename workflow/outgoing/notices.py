"""Telling people about letters: who is next, what came back, what was signed.

Texts name no subject of confidential letters; mail names that of ordinary ones alone.
"""

from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eoffice.jobs.models import Job
from eoffice.notifications.operations import notify, notify_position, settle
from eoffice.notifications.operations.notifying import Message
from eoffice.organisation.models import Official
from eoffice.outbox.events import Event, on
from workflow.approval.due_days import StepDeadlines
from workflow.approval.models import (
    ApprovalStep,
    DecisionKind,
    RouteChange,
    RouteChangeKind,
    StepState,
)
from workflow.differences.versions import version_changes
from workflow.letters.events import LetterEvent
from workflow.letters.models import Letter, LetterStatus, StepKind
from workflow.letters.queries.shown import shown_title
from workflow.merging.events import MergeEvent
from workflow.outgoing.batch_notices import row_of_batch, settle_batch, tell
from workflow.rendering.tree import LetterTree
from workflow.security_class import is_ordinary
from workflow.signing.events import SessionEvent


def _address_of(letter: Letter) -> str:
    return reverse("letter_read", args=[letter.pk])


def _letter(event: Event) -> Letter | None:
    return Letter.objects.filter(pk=UUID(event.payload["letter_id"])).first()


def tell_next_desk(event: Event) -> None:
    """Tell who holds the position whose turn it is; a step gone on is left alone."""
    step = (
        ApprovalStep.objects.select_related("letter__drafter", "position__unit")
        .filter(pk=UUID(event.payload["step_id"]), state=StepState.OPEN)
        .first()
    )
    if step is None:
        return
    signs = step.kind == StepKind.SIGNATURE
    with translation.override(settings.LANGUAGE_CODE):
        words = _("Waits for your signature") if signs else _("Waits for your initial")
    kind = "letter.to_sign" if signs else "letter.to_initial"
    message = Message(
        kind=kind,
        text=words,
        path=_address_of(step.letter),
        by=step.letter.drafter.name,
        due_on=StepDeadlines.read().of(step),
        is_plain=is_ordinary(step.letter),
    )
    with translation.override(settings.LANGUAGE_CODE):
        tell(event.id, step.position_id, step.letter, words, message)


def _tell_drafter(event: Event, kind: str, words: str) -> None:
    letter = _letter(event)
    if letter is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        said = translation.gettext(words)
        message = Message(
            kind=kind, text=said, path=_address_of(letter), is_plain=is_ordinary(letter)
        )
        tell(event.id, letter.drafter_position_id, letter, said, message)


def tell_of_return(event: Event) -> None:
    """Tell the drafter that a letter came back."""
    _tell_drafter(event, "letter.returned", RETURNED)


def tell_of_reminder(event: Event) -> None:
    """Remind the desk, or tell its superior, of a letter that still waits."""
    rows = RouteChange.objects.select_related("step__position", "letter")
    waiting = rows.filter(step__state=StepState.OPEN)
    change = waiting.filter(pk=UUID(event.payload["change_id"])).first()
    if change is None or change.step is None:
        return
    seat, tells = change.step.position, change.kind == RouteChangeKind.ESCALATED
    with translation.override(settings.LANGUAGE_CODE):
        words = _("Still waits for you")
        if tells:
            words = _("Waits long at %(title)s") % {"title": seat.title}
        message = Message(
            kind="letter.waits_long" if tells else "letter.reminder",
            text=words,
            path=_address_of(change.letter),
            is_plain=is_ordinary(change.letter),
        )
        told = change.seen_by_id or seat.pk
        tell(event.id, told, change.letter, words, message, day=change.made_on)


def tell_of_correction(event: Event) -> None:
    """Tell the drafter and all who initialled before what a verifier changed."""
    rows = RouteChange.objects.select_related("letter", "position", "step__version")
    change = rows.filter(pk=UUID(event.payload["change_id"])).first()
    if change is None or change.step is None or change.position is None:
        return
    letter, before = change.letter, change.step.version
    after = letter.versions.get(number=before.number + 1)
    trees = [LetterTree.model_validate(one.content) for one in (before, after)]
    count = version_changes(*trees).changed
    with translation.override(settings.LANGUAGE_CODE):
        words = ngettext(
            "%(title)s corrected the text, %(count)d part changed",
            "%(title)s corrected the text, %(count)d parts changed",
            count,
        ) % {"title": change.position.title, "count": count}
        text = f"{words}: {shown_title(letter)}"
    path = reverse("letter_compare", args=[letter.pk])
    message = Message(
        kind="letter.corrected",
        text=text,
        path=f"{path}?dari={before.number}&ke={after.number}",
        is_plain=is_ordinary(letter),
    )
    initialled = before.steps.filter(
        Q(decision__kind=DecisionKind.APPROVED) | Q(changes__kind=RouteChangeKind.KEPT)
    )
    seats = [letter.drafter_position_id, *initialled.values_list("position", flat=True)]
    for seat in dict.fromkeys(seats):
        notify_position(event_id=event.id, position_id=seat, message=message)


def tell_of_refusal(event: Event) -> None:
    """Tell the drafter that a letter ended on its way."""
    _tell_drafter(event, "letter.refused", REFUSED)


def tell_of_sending(event: Event) -> None:
    """Tell the drafter that a letter is signed and sent."""
    _tell_drafter(event, "letter.sent", SENT)


def tell_of_session(event: Event) -> None:
    """Tell the leader what came of many letters signed at once."""
    job = Job.objects.filter(pk=UUID(event.payload["job_id"])).first()
    official = Official.objects.filter(user=job.owner_id).first() if job else None
    if job is None or official is None or "tries_left" in job.result:
        return  # a wrong secret is told where it was asked
    with translation.override(settings.LANGUAGE_CODE):
        text = _("%(signed)d signed") % job.result
        if job.result["refused"]:
            text = _("%(signed)d signed, %(refused)d to be looked at") % job.result
    path = reverse("letters_sign_job", args=[job.pk])
    message = Message(kind="signing.session_ended", text=text, path=path)
    notify(event_id=event.id, official_id=official.pk, message=message)


def settle_letter(event: Event) -> None:
    """Let go of what asked for an initial, a signature or correcting that is done."""
    letter = _letter(event)
    if letter is None:
        return
    steps = letter.steps.filter(state=StepState.OPEN)
    waiting = list(steps.values_list("position_id", flat=True))
    settle(path=_address_of(letter), kinds=TO_DO, waiting=waiting)
    # The line of a return stays until the drafter has submitted the letter again.
    if letter.status != LetterStatus.RETURNED:
        settle(path=_address_of(letter), kinds=["letter.returned"])
    if (row := row_of_batch(letter)) is not None:
        settle_batch(row.batch_id)


def settle_taken_out(event: Event) -> None:
    """Let go of the batch's line at a desk whose last letters were taken out."""
    settle_batch(UUID(event.payload["batch_id"]))


TO_DO = ("letter.to_sign", "letter.to_initial", "letter.reminder")
# After each of these somebody's turn is over.
MOVES = (
    LetterEvent.SUBMITTED,
    LetterEvent.STEP_APPROVED,
    LetterEvent.STEP_WITHDRAWN,
    LetterEvent.RETURNED,
    LetterEvent.REFUSED,
    LetterEvent.CORRECTED,
    LetterEvent.RECALLED,
    LetterEvent.STEP_SKIPPED,
    LetterEvent.STEP_REASSIGNED,
    LetterEvent.SIGNED,
    LetterEvent.SENT,
)
RETURNED = translation.gettext_noop("Returned to you with notes")
REFUSED = translation.gettext_noop("Refused, with a reason")
SENT = translation.gettext_noop("Signed and sent")


def register() -> None:
    """Register the handlers."""
    on(LetterEvent.STEP_OPENED, "workflow.tell_next_desk", tell_next_desk)
    on(LetterEvent.RETURNED, "workflow.tell_of_return", tell_of_return)
    on(LetterEvent.CORRECTED, "workflow.tell_of_correction", tell_of_correction)
    on(LetterEvent.DESK_REMINDED, "workflow.tell_of_reminder", tell_of_reminder)
    on(LetterEvent.REFUSED, "workflow.tell_of_refusal", tell_of_refusal)
    on(LetterEvent.SENT, "workflow.tell_of_sending", tell_of_sending)
    for name in MOVES:
        on(name, "workflow.settle_letter", settle_letter)
    on(MergeEvent.TAKEN_OUT, "workflow.settle_taken_out", settle_taken_out)
    on(SessionEvent.SESSION_ENDED, "workflow.tell_of_session", tell_of_session)
