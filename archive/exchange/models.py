"""Exports: packages and lists that are written by a job and kept for some days.

An export knows which records lie in it, so that it goes when one of them must go, and
so that whoever asks for it later is asked for the right to each.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.records.models import Record
from eoffice.identifiers import uuid7
from eoffice.objects.models import StoredObject
from eoffice.organisation.models import Official


class ExportKind(models.TextChoices):
    """What is written."""

    BAGIT = "bagit", _("BagIt package")
    EARK_SIP = "eark_sip", _("E-ARK package to hand over (SIP)")
    EARK_AIP = "eark_aip", _("E-ARK package to keep (AIP)")
    RECORDS_XLSX = "records_xlsx", _("List of records, with the columns of SIKN (XLSX)")
    RECORDS_CSV = "records_csv", _("List of records, with the columns of SIKN (CSV)")


class ExportState(models.TextChoices):
    """Where an export stands."""

    QUEUED = "queued", _("Being written")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")
    ENDED = "ended", _("Kept no longer")
    WITHDRAWN = "withdrawn", _("Taken back")


class Export(models.Model):
    """One package or list, asked for by a person; its bytes are kept until a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=ExportKind)
    state = models.CharField(
        _("state"), max_length=10, choices=ExportState, default=ExportState.QUEUED
    )
    made_by = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    made_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    # Why classed records leave; empty where there is none.
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    is_classed = models.BooleanField(_("has classed records"), default=False)
    record_count = models.PositiveIntegerField(_("records"), default=0)
    # Of what was asked for and the person may not take out.
    left_out = models.PositiveIntegerField(_("left out"), default=0)
    written = models.PositiveIntegerField(_("written"), default=0)
    job_id = models.UUIDField(null=True)
    # PROTECT: only the sweep and a destruction let the bytes go, and the row stays.
    stored = models.OneToOneField(
        StoredObject, null=True, on_delete=models.PROTECT, related_name="export"
    )
    # The key its bytes are being written to: noted before they are, empty again once
    # `stored` has them, or nothing lies there.
    noted_key = models.CharField(max_length=120, blank=True, db_default="")
    ready_at = models.DateTimeField(_("ready at"), null=True)
    ends_at = models.DateTimeField(_("kept until"), null=True)
    # Why it is not there: a code of ours, never words of a record.
    why = models.CharField(_("why"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="ready", stored__isnull=False)
                | (~Q(state="ready") & Q(stored__isnull=True)),
                name="ready_export_has_bytes",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn") | Q(is_classed=False) | ~Q(reason=""),
                name="classed_export_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["made_by", "-id"], name="exports_by_maker"),
            models.Index(
                fields=["ends_at"],
                condition=Q(state="ready"),
                name="exports_by_end",
            ),
            models.Index(
                fields=["id"],
                condition=~Q(state="queued") & ~Q(noted_key=""),
                name="exports_that_left_bytes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.made_at:%Y-%m-%d}"


class ExportItem(models.Model):
    """One record in an export, in its order."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="items")
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, related_name="export_items"
    )
    order = models.PositiveIntegerField(_("order"))

    class Meta:
        verbose_name = _("record in an export")
        verbose_name_plural = _("records in exports")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["export", "record"], name="record_once_per_export"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.export_id} {self.order}"
