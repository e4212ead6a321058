"""Corrections of a record's facts: old and new value, who, when and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.records.models import Record
from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Position


class RecordCorrection(models.Model):
    """One corrected fact; never changed, gone with its record."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, related_name="corrections"
    )
    field = models.CharField(_("fact"), max_length=20)
    before = models.CharField(_("before"), max_length=500, blank=True)
    after = models.CharField(_("after"), max_length=500, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(
        Position, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("corrected at"), auto_now_add=True)

    class Meta:
        verbose_name = _("correction of a record")
        verbose_name_plural = _("corrections of records")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.record_id} {self.field}"
