"""Reminding desks of letters that wait, by working days; their superiors later."""

from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from eoffice.days.working_days import WorkCalendar
from eoffice.holidays.calendars import calendar_of
from eoffice.outbox import events
from eoffice.outbox.rounds import Round, walk
from workflow.approval.models import (
    ApprovalStep,
    RouteChange,
    RouteChangeKind,
    StepState,
)
from workflow.approval.reminders import APPROVAL_REMINDERS
from workflow.letters.access import refresh_access
from workflow.letters.events import LetterEvent
from workflow.letters.locks import locked_letter

REMIND = "workflow.remind_desks"  # the timed task, by its name
BATCH = 200
FURTHEST = 400  # days; a letter that lies longer needs no exact count


def remind_desks() -> Round:
    """Remind every desk that is due today. Safe to run many times a day."""
    return walk(REMIND, _open_after, remind_desk)


def _open_after(after: str) -> list[tuple[str, UUID]]:
    rows = ApprovalStep.objects.filter(state=StepState.OPEN)
    rows = (rows.filter(pk__gt=after) if after else rows).order_by("pk")
    return [(str(pk), pk) for pk in rows.values_list("pk", flat=True)[:BATCH]]


def days_worked(calendar: WorkCalendar, since: date, until: date) -> int:
    """Return the working days after the first day, the last one included."""
    span = min((until - since).days, FURTHEST)
    days = (since + timedelta(days=n) for n in range(1, span + 1))
    return sum(calendar.is_working(day) for day in days)


@transaction.atomic
def remind_desk(step_id: UUID) -> bool:
    """Remind the desk of an open step where it is due today; tell whether it was.

    A step that was decided meanwhile, and a day on which its unit does not work, are
    left alone; the same day reminds once, however often it is asked.
    """
    rows = ApprovalStep.objects.select_related("position__unit", "position__superior")
    step = rows.filter(pk=step_id, state=StepState.OPEN).first()
    if step is None or step.opened_at is None:
        return False
    today, calendar = timezone.localdate(), calendar_of(step.position.unit)
    if not calendar.is_working(today):
        return False
    rule = APPROVAL_REMINDERS.current()
    days = days_worked(calendar, timezone.localdate(step.opened_at), today)
    told = rule.reminds(days) and _noted(step, RouteChangeKind.REMINDED, today)
    if rule.escalates(days) and step.position.superior_id is not None:
        known = step.changes.filter(kind=RouteChangeKind.ESCALATED).exists()
        told = (not known and _noted(step, RouteChangeKind.ESCALATED, today)) or told
    return told


def _noted(step: ApprovalStep, kind: RouteChangeKind, today: date) -> bool:
    letter = locked_letter(step.letter_id)
    if not ApprovalStep.objects.filter(pk=step.pk, state=StepState.OPEN).exists():
        return False
    tells = kind == RouteChangeKind.ESCALATED
    try:
        with transaction.atomic():
            change = RouteChange.objects.create(
                letter=letter,
                step=step,
                kind=kind,
                made_on=today,
                seen_by=step.position.superior if tells else None,
            )
    except IntegrityError:  # another round was here today
        return False
    if tells:
        # Told of a letter, the superior opens it, and may pass the step on.
        refresh_access(letter)
    events.add(
        LetterEvent.DESK_REMINDED,
        letter_id=letter.pk,
        step_id=step.pk,
        change_id=change.pk,
    )
    return True
