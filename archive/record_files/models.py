"""Record files (berkas): one activity with its records, and proofs of its event.

Closing a file starts the retention clock of its records. A filing is one act that put
records into files; it can be taken back until somebody acts on them again.
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from archive.classification.models import ClassificationCode
from archive.retention.models import FinalDisposition, RetentionRule
from eoffice.identifiers import uuid7
from eoffice.objects.models import StoredObject, Upload
from eoffice.organisation.models import Official, Unit
from workflow.security_class import SecurityClass


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
    # What a review decided where the rule says "dinilai kembali"; empty while it has
    # not, and where it only kept the file longer.
    reviewed_fate = models.CharField(
        _("fate by review"),
        max_length=10,
        choices=FinalDisposition,
        blank=True,
        db_default="",
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True)
    # Who keeps it since it left its unit (pindah, serah, a unit that ended).
    custodian = models.ForeignKey(
        Unit,
        null=True,
        on_delete=models.PROTECT,
        related_name="files_kept",
        verbose_name=_("kept by"),
    )
    custody_since = models.DateField(_("kept there since"), null=True)
    # Handed over for good: from then on an arsip statis of the regional archives.
    static_since = models.DateField(_("permanent record since"), null=True)
    # The day on which the last of its records was destroyed.
    destroyed_on = models.DateField(_("destroyed on"), null=True)
    # Where its records went when it was merged; it is empty and closed since.
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged_files"
    )
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
            models.CheckConstraint(
                condition=Q(reviewed_fate="")
                | Q(
                    reviewed_fate__in=["destroy", "permanent"],
                    reviewed_on__isnull=False,
                ),
                name="reviewed_fate_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True)
                | Q(closed_on__isnull=False, inactive_until__isnull=True),
                name="merged_file_is_closed_without_dates",
            ),
        ]
        indexes = [
            models.Index(fields=["opened_on", "id"], name="files_by_opening"),
            models.Index(fields=["inactive_until", "id"], name="files_by_end"),
            models.Index(fields=["number", "id"], name="files_by_number"),
            GinIndex(
                OpClass(Upper("title"), name="gin_trgm_ops"), name="files_by_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def final_fate(self) -> str:
        """Return what becomes of it: by its review, else by its rule, else nothing."""
        rule = self.retention_rule
        return self.reviewed_fate or (rule.final_disposition if rule else "")


class EventProof(models.Model):
    """A file that shows the day of the event; kept, also when the file is reopened.

    `upload` is what was brought, shown to nobody before its check is done; `stored`
    its copy under the lock of the record file, from then on.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    record_file = models.ForeignKey(
        RecordFile, on_delete=models.PROTECT, related_name="event_proofs"
    )
    number = models.PositiveIntegerField(_("number"))
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    stored = models.OneToOneField(
        StoredObject, null=True, on_delete=models.PROTECT, related_name="event_proof"
    )
    trigger_on = models.DateField(_("day of the event"))
    # False once the file was reopened: it showed a day that counts no more.
    is_current = models.BooleanField(default=True)
    added_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("proof of an event")
        verbose_name_plural = _("proofs of events")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["record_file", "number"], name="proof_number_once_per_file"
            ),
            models.UniqueConstraint(
                fields=["record_file", "upload"], name="upload_proves_a_file_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_file_id} {self.number}"

    @property
    def security_class(self) -> str:
        """Return the highest class of the records that the file holds now."""
        held = self.record_file.records.values_list("security_class", flat=True)
        classes = [SecurityClass(one) for one in held.distinct()]
        return max(classes, key=lambda one: one.level, default=SecurityClass.BIASA)


class Filing(models.Model):
    """One act of filing, of one record or of many; seen by who did it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("filed at"), auto_now_add=True)
    undone_at = models.DateTimeField(_("taken back at"), null=True)

    class Meta:
        verbose_name = _("filing")
        verbose_name_plural = _("filings")

    def __str__(self) -> str:
        return str(self.pk)


class FiledRecord(models.Model):
    """One record of a filing: where it lay before, and how the act left it."""

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="moves")
    record = models.ForeignKey(
        "archive.Record", on_delete=models.PROTECT, related_name="filings"
    )
    from_file = models.ForeignKey(
        RecordFile, null=True, on_delete=models.PROTECT, related_name="+"
    )
    from_item = models.PositiveIntegerField(null=True)
    to_file = models.ForeignKey(RecordFile, on_delete=models.PROTECT, related_name="+")
    # It came without a code and took that of its file.
    took_code = models.BooleanField(default=False)
    # Its row version after the act: another one says that somebody acted since.
    version = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("record of a filing")
        verbose_name_plural = _("records of filings")
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "record"], name="record_once_per_filing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.record_id}"
