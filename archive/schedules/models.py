"""What a new schedule changed of a record file: rule and dates, before and after."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.record_files.models import RecordFile
from archive.retention.models import RetentionRule
from archive.retention.versions import ScheduleVersion
from eoffice.identifiers import uuid7


class ChangeKind(models.TextChoices):
    """What becomes of a file's retention by another rule."""

    EARLIER = "earlier", _("Ends earlier")
    LATER = "later", _("Ends later")
    FATE = "fate", _("Another fate")
    SAME = "same", _("Same dates")


class RetentionChange(models.Model):
    """One file under one version of the schedule: the old values and the new ones."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(
        ScheduleVersion, on_delete=models.PROTECT, related_name="changes"
    )
    record_file = models.ForeignKey(
        RecordFile, on_delete=models.PROTECT, related_name="retention_changes"
    )
    kind = models.CharField(_("change"), max_length=10, choices=ChangeKind)
    old_rule = models.ForeignKey(
        RetentionRule, null=True, on_delete=models.PROTECT, related_name="+"
    )
    new_rule = models.ForeignKey(
        RetentionRule, on_delete=models.PROTECT, related_name="+"
    )
    old_inactive_until = models.DateField(null=True)
    new_inactive_until = models.DateField(null=True)
    changed_at = models.DateTimeField(_("changed at"))
    # When the store's locks were brought up to the new end; nothing: not yet.
    locked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("change of retention")
        verbose_name_plural = _("changes of retention")
        ordering = ["-changed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["record_file", "version"], name="file_changes_once_per_version"
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(locked_at__isnull=True),
                name="changes_to_lock",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_file_id} {self.kind}"
