"""Retention rules (JRA): how long, counted from what, and what happens then.

Set by the head of the region after approval of ANRI (PP 28/2012 Ps 53); the
seeded rows are one province's and are a draft to edit.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive.classification.models import ClassificationCode
from archive.retention.versions import ScheduleVersion
from eoffice.identifiers import uuid7
from workflow.reference_data import ReferenceRows

# The schedule that the product brings along is an example, and says so.
SHIPPED_SOURCES = {
    "jatim-pergub-30": _(
        "Governor's regulation 30 of East Java (an example, not your own schedule)"
    ),
}


class FinalDisposition(models.TextChoices):
    """Fate after retention (UU 43/2009 Ps 1 angka 22)."""

    DESTROY = "destroy", _("Destroy (musnah)")
    PERMANENT = "permanent", _("Permanent")
    REVIEW = "review", _("Review (dinilai kembali)")


class CountedFrom(models.TextChoices):
    """What starts the clock."""

    FILE_CLOSED = "file_closed", _("File closed")
    EVENT = "event", _("An event")
    WHILE_VALID = "while_valid", _("While valid")


class RetentionRule(models.Model):
    """One row of the schedule, for one leaf code."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    classification = models.ForeignKey(
        ClassificationCode, on_delete=models.PROTECT, related_name="retention_rules"
    )
    description = models.TextField(_("records"))
    active_years = models.PositiveSmallIntegerField(_("active, years"))
    inactive_years = models.PositiveSmallIntegerField(_("inactive, years"))
    counted_from = models.CharField(
        _("counted from"), max_length=15, choices=CountedFrom
    )
    trigger_text = models.TextField(_("trigger"), blank=True)
    final_disposition = models.CharField(
        _("final disposition"), max_length=10, choices=FinalDisposition
    )
    disposition_exception = models.TextField(_("exception"), blank=True)
    # Dated, not overwritten: files keep the rule they were opened under.
    valid_from_on = models.DateField(_("valid from"), null=True)
    valid_to_on = models.DateField(_("valid to"), null=True)
    source = models.CharField(_("source"), max_length=80, blank=True)
    # The version it came with; none: the example that ships.
    version = models.ForeignKey(
        ScheduleVersion, null=True, on_delete=models.PROTECT, related_name="rules"
    )

    objects = ReferenceRows.as_manager()

    class Meta:
        verbose_name = _("retention rule")
        verbose_name_plural = _("retention rules")
        ordering = ["classification__code"]
        constraints = [
            models.UniqueConstraint(
                # With two rules for one code, chance would decide on destruction.
                fields=["classification"],
                condition=Q(valid_to_on__isnull=True),
                name="one_rule_in_force_per_code",
            ),
            models.CheckConstraint(
                condition=Q(valid_to_on__isnull=True)
                | Q(valid_to_on__gte=F("valid_from_on")),
                name="rule_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.classification_id}: {self.active_years}+{self.inactive_years}"

    @property
    def source_words(self) -> str:
        """Return where the rule comes from, as people read it."""
        return str(SHIPPED_SOURCES.get(self.source, self.source))
