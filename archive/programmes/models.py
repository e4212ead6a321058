"""Record files in a programme: vital ones, and protected ones (terjaga).

Vital: the office cannot go on without them; how they are protected is looked at every
year (UU 43/2009 Ps 56, PP 28/2012 Ps 50). Protected: told to ANRI within a year after
the activity, an authentic copy handed over within a year after that (UU 43/2009 Ps 43,
PP 28/2012 Ps 51).
"""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.record_files.models import RecordFile
from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official


class ProgrammeKind(models.TextChoices):
    """Which programme."""

    VITAL = "vital", _("Vital")
    PROTECTED = "protected", _("Protected (terjaga)")


class ProtectedField(models.TextChoices):
    """What a protected record is about (UU 43/2009 Ps 43)."""

    POPULATION = "population", _("Population")
    TERRITORY = "territory", _("Territory")
    ISLANDS = "islands", _("Islands")
    BORDERS = "borders", _("Borders")
    TREATIES = "treaties", _("International treaties")
    CONTRACTS = "contracts", _("Contracts of work")
    GOVERNMENT = "government", _("Strategic government")


class ProgrammeFile(models.Model):
    """One file in one programme, with what its duty needs."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    record_file = models.ForeignKey(
        RecordFile, on_delete=models.PROTECT, related_name="programmes"
    )
    kind = models.CharField(_("programme"), max_length=10, choices=ProgrammeKind)
    # Of vital ones: how and where it is protected, and how long it is vital.
    method = models.CharField(_("way of protection"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    kept_for = models.CharField(_("kept for"), max_length=120, blank=True)
    # Of protected ones.
    field = models.CharField(
        _("field"), max_length=12, choices=ProtectedField, blank=True
    )
    reported_on = models.DateField(_("reported to ANRI on"), null=True)
    copied_on = models.DateField(_("copy handed over on"), null=True)
    letter = models.CharField(_("letter"), max_length=200, blank=True)
    # The duty that comes next; nothing: none, or the activity has not ended.
    due_on = models.DateField(_("due on"), null=True)
    entered_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("file of a programme")
        verbose_name_plural = _("files of programmes")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record_file", "kind"], name="file_once_per_programme"
            ),
            models.CheckConstraint(
                condition=(Q(kind="vital") & ~Q(method="") & ~Q(place=""))
                | (Q(kind="protected") & ~Q(field="")),
                name="programme_says_what_its_duty_needs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_file_id} {self.kind}"

    @property
    def duty(self) -> str:
        """Return in words what comes next; empty where all is done."""
        if self.kind == ProgrammeKind.VITAL:
            return str(_("Review"))
        if self.reported_on is None:
            return str(_("Report to ANRI"))
        return "" if self.copied_on else str(_("Hand the copy over"))

    def next_due(self) -> date | None:
        """Return the day until which the next duty is to be done."""
        if self.kind == ProgrammeKind.VITAL:
            return a_year_after(self.reviewed_on or timezone.localdate())
        if self.reported_on is None:
            ended = self.record_file.activity_ended_on
            return a_year_after(ended) if ended else None
        return None if self.copied_on else a_year_after(self.reported_on)


def a_year_after(day: date) -> date:
    """Return the same day of the next year; of 29 February the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
