"""Files that were brought with a record entered by hand: a scan, a migrated file."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.records.models import Record, RecordContent
from eoffice.objects.models import Upload


class BroughtFile(models.Model):
    """A file on its way into a record.

    `content` is its copy under the record's lock, from the end of its check on;
    before that it is shown to nobody.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="brought")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    content = models.OneToOneField(
        RecordContent, null=True, on_delete=models.PROTECT, related_name="brought_as"
    )

    class Meta:
        verbose_name = _("file brought with a record")
        verbose_name_plural = _("files brought with records")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "upload"], name="brought_once_per_record"
            ),
            models.UniqueConstraint(
                fields=["record", "order"], name="brought_order_once_per_record"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.order}"
