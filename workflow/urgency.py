"""How fast a letter must move on (sifat surat, tata naskah 5.1), and until when.

The days are the office's own rule; no day that it proposes is a holiday (office
practice 5). "Penting" is offered where the office switched it on; letters that have it
keep it when it is switched off again.
"""

from datetime import date, datetime, timedelta
from typing import Annotated, Protocol

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from eoffice.days.working_days import WorkCalendar
from eoffice.errors import Fault
from eoffice.policies.policy import OfficePolicy, PolicyShape, Told, register_policy

MOST_HOURS, MOST_DAYS = 720, 90


class Urgency(models.TextChoices):
    """Sifat: how fast it must move (domain words stay Indonesian)."""

    BIASA = "biasa", _("Normal")
    PENTING = "penting", _("Important")
    SEGERA = "segera", _("Urgent")
    SANGAT_SEGERA = "sangat_segera", _("Very urgent")


class Urgent(Protocol):
    """A row with an urgency: a letter in or out."""

    urgency: str


def urgency_of(thing: Urgent | None) -> int:
    """Return 0 for ordinary, then 1 important, 2 urgent, 3 very urgent."""
    return list(Urgency).index(Urgency(thing.urgency)) if thing else 0


class DueHours(PolicyShape):
    """How long each urgency allows: hours, or working days for ordinary letters."""

    sangat_segera: Annotated[
        int, Told(_("Very urgent, hours")), Field(ge=1, le=MOST_HOURS)
    ] = 24
    segera: Annotated[int, Told(_("Urgent, hours")), Field(ge=1, le=MOST_HOURS)] = 48
    offers_penting: Annotated[
        bool,
        Told(
            _("Offer “Important” as well"),
            help=_("Letters that have it keep it when it is no longer offered."),
        ),
    ] = False
    penting: Annotated[int, Told(_("Important, hours")), Field(ge=1, le=MOST_HOURS)] = (
        72
    )
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
        hours = {
            Urgency.SANGAT_SEGERA: self.sangat_segera,
            Urgency.PENTING: self.penting,
        }.get(Urgency(urgency), self.segera)
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

#: What descriptions of the API say beside it.
URGENCY_TOLD = (
    "biasa, penting, segera or sangat_segera; a new penting is refused (not_offered) "
    "where the office does not offer it."
)


def offered_urgencies(present: str = "") -> list[Urgency]:
    """Return what may be chosen now, and what the letter has already (`present`)."""
    is_offered = DUE_HOURS.current().offers_penting or present == Urgency.PENTING
    return [one for one in Urgency if is_offered or one != Urgency.PENTING]


def urgency_choices(present: str = "") -> list[tuple[str, str]]:
    """Return the same as choices of a form."""
    return [(one.value, str(one.label)) for one in offered_urgencies(present)]


def urgency_faults(chosen: str, present: str = "") -> list[Fault]:
    """Refuse an urgency that is not known, or that the office does not offer."""
    if chosen not in Urgency.values:
        text = _("This choice is not known.")
        return [Fault(field="urgency", code="unknown_choice", message=text)]
    # Only this one can be switched off; for the others the rule need not be read.
    if chosen != Urgency.PENTING or chosen in offered_urgencies(present):
        return []
    text = _("This office does not use the urgency “Important”. Choose another one.")
    return [Fault(field="urgency", code="not_offered", message=text)]
