"""How fast a letter must move on (sifat surat, tata naskah 5.1), and until when.

The days are the office's own rule; no day that it proposes is a holiday (office
practice 5).
"""

from datetime import date, datetime, timedelta
from typing import Annotated, Protocol

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from eoffice.days.working_days import WorkCalendar
from eoffice.policies.policy import OfficePolicy, PolicyShape, Told, register_policy

MOST_HOURS, MOST_DAYS = 720, 90


class Urgency(models.TextChoices):
    """Sifat: how fast it must move (domain words stay Indonesian)."""

    BIASA = "biasa", _("Normal")
    SEGERA = "segera", _("Urgent")
    SANGAT_SEGERA = "sangat_segera", _("Very urgent")


class Urgent(Protocol):
    """A row with an urgency: a letter in or out."""

    urgency: str


def urgency_of(thing: Urgent | None) -> int:
    """Return 0 for ordinary, 1 for urgent, 2 for very urgent."""
    return list(Urgency).index(Urgency(thing.urgency)) if thing else 0


class DueHours(PolicyShape):
    """How long each urgency allows: hours, or working days for ordinary letters."""

    sangat_segera: Annotated[
        int, Told(_("Very urgent, hours")), Field(ge=1, le=MOST_HOURS)
    ] = 24
    segera: Annotated[int, Told(_("Urgent, hours")), Field(ge=1, le=MOST_HOURS)] = 48
    biasa: Annotated[
        int, Told(_("Normal, working days")), Field(ge=1, le=MOST_DAYS)
    ] = 5
    # UU 30/2014 Ps 53 as changed by UU 11/2020 Ps 175: at most five.
    decision: Annotated[
        int,
        Told(
            _("Application for a decision, working days"),
            help=_("By law at most five, unless a rule of the matter says otherwise."),
        ),
        Field(ge=1, le=MOST_DAYS),
    ] = 5

    def due(self, urgency: str, came: datetime, calendar: WorkCalendar) -> date:
        """Return the last day for what came then: always one that is worked."""
        if urgency == Urgency.BIASA:
            return calendar.after(timezone.localdate(came), self.biasa)
        is_first = urgency == Urgency.SANGAT_SEGERA
        hours = self.sangat_segera if is_first else self.segera
        return calendar.on_or_after(timezone.localdate(came + timedelta(hours=hours)))


DUE_HOURS = register_policy(
    OfficePolicy(
        name="due_hours",
        label=_("Days by urgency"),
        purpose=_("Says how long a letter may lie, from which deadlines are proposed."),
        shape=DueHours,
        default=DueHours(),
        order=55,
    )
)
