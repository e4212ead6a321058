"""Record files (berkas): one activity with its records.

Closing a file starts the retention clock of its records.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive.classification.models import ClassificationCode
from archive.retention.models import RetentionRule
from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Unit


class RecordFile(models.Model):
    """One berkas of a processing unit."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="record_files",
        verbose_name=_("processing unit"),
    )
    number = models.PositiveIntegerField(_("file number"))
    classification = models.ForeignKey(
        ClassificationCode,
        on_delete=models.PROTECT,
        related_name="record_files",
        verbose_name=_("classification"),
    )
    title = models.CharField(_("description"), max_length=300)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    opened_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # The rule of the day it was opened: a new schedule does not reach back.
    retention_rule = models.ForeignKey(
        RetentionRule, null=True, on_delete=models.PROTECT, related_name="record_files"
    )
    # Kegiatan selesai pada: the clock of plain rules starts here, perhaps before the
    # file was closed.
    activity_ended_on = models.DateField(_("activity ended on"), null=True, blank=True)
    trigger_on = models.DateField(_("day of the event"), null=True, blank=True)
    trigger_proof = models.TextField(_("proof of the event"), blank=True, default="")
    active_until = models.DateField(_("active until"), null=True)
    inactive_until = models.DateField(_("inactive until"), null=True)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("record file")
        verbose_name_plural = _("record files")
        ordering = ["-opened_on", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "number"], name="file_number_once_per_unit"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=False) | Q(active_until__isnull=True),
                name="open_file_has_no_retention_dates",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=False)
                | Q(activity_ended_on__isnull=True, trigger_on__isnull=True),
                name="open_file_has_no_clock",
            ),
            models.CheckConstraint(
                condition=Q(activity_ended_on__isnull=True)
                | Q(activity_ended_on__lte=F("closed_on")),
                name="activity_ends_before_its_file_closes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
