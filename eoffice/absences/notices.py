"""Telling the superior that a Plh. is asked for, and the two what became of it."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from eoffice.notifications.operations import notify, notify_position, settle
from eoffice.notifications.operations.notifying import Message
from eoffice.organisation.models import Absence, AbsenceState
from eoffice.outbox.events import Event

PAGE = "absence_list"
ASKED = "absence.asked"


def _absence(event: Event) -> Absence | None:
    rows = Absence.objects.select_related("position", "holder", "deputy")
    return rows.filter(pk=UUID(event.payload["absence_id"])).first()


def tell_superior(event: Event) -> None:
    """Tell who holds the superior position; what was decided is left alone."""
    absence = _absence(event)
    if absence is None or absence.state != AbsenceState.ASKED:
        return
    above = absence.position.superior_id
    if above is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        text = _("%(name)s asks for a Plh.: %(deputy)s, %(position)s") % {
            "name": absence.holder,
            "deputy": absence.deputy,
            "position": absence.position.title,
        }
    message = Message(kind=ASKED, text=text, path=reverse(PAGE))
    notify_position(event_id=event.id, position_id=above, message=message)


def tell_parties(event: Event) -> None:
    """Tell holder and deputy; the superior has nothing left to decide."""
    absence = _absence(event)
    if absence is None:
        return
    # Superiors who have others to decide keep their line.
    asked = Absence.objects.filter(state=AbsenceState.ASKED)
    above = asked.values_list("position__superior", flat=True)
    waiting = [seat for seat in above if seat is not None]
    settle(path=reverse(PAGE), kinds=[ASKED], waiting=waiting)
    with translation.override(settings.LANGUAGE_CODE):
        text = f"{absence.get_state_display()}: Plh. {absence.position.title}"
    message = Message(kind="absence.decided", text=text, path=reverse(PAGE))
    for official in (absence.holder_id, absence.deputy_id):
        notify(event_id=event.id, official_id=official, message=message)
