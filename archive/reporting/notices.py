"""Bells of the reports: what waits to be filed, told by numbers alone."""

from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.records.keepers import FILING_DUTIES, is_secretary
from archive.reporting.backlog import LATE_DAYS
from archive.reporting.events import ReportEvent
from archive.reporting.reminding import units_filed_at
from eoffice.notifications.operations.notifying import Message, notify_position
from eoffice.organisation.models import Position, Unit
from eoffice.outbox.events import Event, on


def filing_positions(register: Unit) -> list[Position]:
    """Return who files at the register: clerks and archivists, else the secretary."""
    seats = Position.objects.filter(unit__in=units_filed_at(register), closed_on=None)
    filing = list(seats.filter(Q(duties__overlap=sorted(FILING_DUTIES))))
    return filing or [one for one in seats if is_secretary(one)]


def _told(event: Event) -> None:
    register = Unit.objects.get(pk=UUID(event.payload["register_id"]))
    waiting, late = int(event.payload["waiting"]), int(event.payload["late"])
    text = ngettext(
        "%(unit)s: %(n)d record is not filed",
        "%(unit)s: %(n)d records are not filed",
        waiting,
    ) % {"unit": register.name, "n": waiting}
    if late:
        text += _(", %(late)d of them for over %(days)d days") % {
            "late": late,
            "days": LATE_DAYS,
        }
    message = Message(kind=event.name, text=text, path=reverse("record_backlog"))
    for seat in filing_positions(register):
        notify_position(event_id=event.id, position_id=seat.pk, message=message)


def register() -> None:
    """Register the handlers of this room."""
    on(ReportEvent.BACKLOG_REMINDED, "archive.tell_backlog", _told)
