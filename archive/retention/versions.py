"""Versions of the retention schedule: a decree with its lines, from draft to replaced.

Never rewritten: a version that came into force stays readable with the lines it had,
and each rule names the version it came with (PP 28/2012 Ps 53).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official

MOST_YEARS = 100  # longer than any schedule says; beyond it stands a typing error


class ScheduleState(models.TextChoices):
    """Where a version stands; one at most is in force."""

    DRAFT = "draft", _("Draft")
    IN_FORCE = "in_force", _("In force")
    REPLACED = "replaced", _("Replaced")
    ABANDONED = "abandoned", _("Given up")


class ScheduleVersion(models.Model):
    """One decree of the schedule, and how far its dates are computed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("name"), max_length=80)
    decree_number = models.CharField(_("decree"), max_length=120)
    decree_on = models.DateField(_("decree of"))
    state = models.CharField(
        _("state"), max_length=10, choices=ScheduleState, default=ScheduleState.DRAFT
    )
    # Codes that the table leaves out keep their rule unless it is the whole schedule.
    is_complete = models.BooleanField(_("whole schedule"), default=True)
    brought_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(_("brought at"), auto_now_add=True)
    in_force_from_on = models.DateField(_("in force from"), null=True)
    decided_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    # How many files end sooner or otherwise by it, as the person saw and confirmed.
    confirmed_sooner = models.PositiveIntegerField(default=0)
    # Files up to this one have the dates of this version; nothing: not begun.
    recomputed_to = models.UUIDField(null=True, editable=False)
    recomputed_at = models.DateTimeField(_("dates computed at"), null=True)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("version of the retention schedule")
        verbose_name_plural = _("versions of the retention schedule")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state="in_force"),
                name="one_schedule_in_force",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", decided_by__isnull=True)
                | (~Q(state="draft") & Q(decided_by__isnull=False)),
                name="decided_schedule_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ScheduleLine(models.Model):
    """One line of a version as it was brought."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(
        ScheduleVersion, on_delete=models.PROTECT, related_name="lines"
    )
    code = models.CharField(_("code"), max_length=40)
    # The code above a local code of the region's own; of others it is known.
    parent = models.CharField(_("code above"), max_length=40, blank=True)
    is_new_code = models.BooleanField(_("new local code"), default=False)
    description = models.TextField(_("records"))
    active_years = models.PositiveSmallIntegerField(_("active, years"))
    inactive_years = models.PositiveSmallIntegerField(_("inactive, years"))
    counted_from = models.CharField(_("counted from"), max_length=15)
    trigger_text = models.TextField(_("trigger"), blank=True)
    final_disposition = models.CharField(_("final disposition"), max_length=10)
    disposition_exception = models.TextField(_("exception"), blank=True)

    class Meta:
        verbose_name = _("line of a retention schedule")
        verbose_name_plural = _("lines of retention schedules")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "code"], name="code_once_per_schedule"
            ),
            models.CheckConstraint(
                condition=Q(active_years__lte=MOST_YEARS)
                & Q(inactive_years__lte=MOST_YEARS),
                name="schedule_years_are_sensible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.active_years}+{self.inactive_years}"
