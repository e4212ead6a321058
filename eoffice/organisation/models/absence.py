"""Absences: who asks to be stood in for, by whom, and which superior agreed.

The Plh rests on a decree with dates (UU 30/2014 Ps 14) and ends by itself. Two persons
make it: the holder who asks and the superior who agrees; the database refuses one.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models.official import Official
from eoffice.organisation.models.position import Position
from eoffice.organisation.models.term import ActingAssignment


class AbsenceState(models.TextChoices):
    """Where an absence stands."""

    ASKED = "asked", _("Waits for the superior")
    AGREED = "agreed", _("Agreed")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Taken back")


class Absence(models.Model):
    """A holder is away from one position for some days; a deputy acts (Plh)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="absences"
    )
    holder = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Plh."),
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    decree_number = models.CharField(_("decree number"), max_length=80)
    decree_on = models.DateField(_("date of the decree"))
    reason = models.CharField(_("reason"), max_length=200)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=AbsenceState,
        default=AbsenceState.ASKED,
    )
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    assignment = models.OneToOneField(
        ActingAssignment,
        null=True,
        on_delete=models.PROTECT,
        related_name="absence",
    )

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")),
                name="absence_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(deputy=F("holder")), name="nobody_stands_in_for_oneself"
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed")
                | (
                    Q(decided_by__isnull=False, assignment__isnull=False)
                    & ~Q(decided_by=F("holder"))
                    & ~Q(decided_by=F("deputy"))
                ),
                name="an_absence_is_agreed_by_another",
            ),
            models.UniqueConstraint(
                fields=["position"],
                condition=Q(state="asked"),
                name="one_open_absence_per_position",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.from_on}"
