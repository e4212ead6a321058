"""The weekly look at what is not filed: each register is told once, if anything waits.

On the first day of the week on which the unit works (holidays and six-day weeks of
its own calendar, Asia/Jakarta). A register in which nothing waits is told nothing.
"""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from archive.records.models import Record
from archive.reporting.backlog import late_since, waiting
from archive.reporting.events import ReportEvent
from archive.reporting.models import BacklogReminder
from eoffice.holidays.calendars import OfficeCalendars
from eoffice.organisation.models import Unit
from eoffice.outbox import events
from eoffice.outbox.rounds import Round, walk

REMIND = "archive.remind_backlog"  # the timed task, by its name
AT_ONCE = 200  # registers of a page


def remind_backlog() -> Round:
    """Remind the registers of this week's backlog. Safe to run many times a day."""
    return walk(REMIND, _registers_after, remind_register)


def week_of(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def _registers_after(after: str) -> list[tuple[str, UUID]]:
    today = timezone.localdate()
    rows = Unit.objects.filter(keeps_register=True, closed_on=None)
    rows = rows.exclude(backlog_reminder__week_on=week_of(today)).order_by("pk")
    page = (rows.filter(pk__gt=after) if after else rows)[:AT_ONCE]
    calendars = OfficeCalendars.read()
    # Those who do not work today are asked again tomorrow; the cursor passes them.
    return [
        (str(one.pk), one.pk) for one in page if calendars.of(one).is_working(today)
    ]


@transaction.atomic
def remind_register(register_id: UUID) -> bool:
    """Settle the week for one register; tell whether anybody has to be told."""
    today = timezone.localdate()
    register = Unit.objects.get(pk=register_id)
    if not OfficeCalendars.read().of(register).is_working(today):
        return False
    rows = BacklogReminder.objects.select_for_update(no_key=True)
    reminder, _is_new = rows.get_or_create(register=register)
    if reminder.week_on == week_of(today):
        return False
    _count(reminder, today)
    if not reminder.waiting:
        return False
    told = {"waiting": reminder.waiting, "late": reminder.late}
    events.add(ReportEvent.BACKLOG_REMINDED, register_id=register.pk, **told)
    return True


def _count(reminder: BacklogReminder, today: date) -> None:
    """Write on the row what waits today: the week is settled."""
    found = waiting(Record.objects.filter(unit__in=units_filed_at(reminder.register)))
    reminder.waiting = found.count()
    reminder.late = found.filter(captured_at__lt=late_since(today)).count()
    reminder.week_on = week_of(today)
    reminder.save()


def units_filed_at(register: Unit) -> QuerySet[Unit]:
    """Return the units whose records are filed at this register and no lower."""
    below = Unit.objects.filter(keeps_register=True, path__contains=[register.pk])
    lower = list(below.exclude(pk=register.pk).values_list("pk", flat=True))
    own = Q(path__contains=[register.pk])
    return Unit.objects.filter(own & ~Q(path__overlap=lower) if lower else own)
