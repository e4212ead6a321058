"""A sheet that came back filled: read, judged, and taken over once or never."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.disposal.models import DestructionList
from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official


class AppraisalSheet(models.Model):
    """The words of one file for one list, until its bringer takes them over.

    The file itself is not kept: it tells of records what the list may forget.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    destruction_list = models.ForeignKey(
        DestructionList, on_delete=models.PROTECT, related_name="sheets"
    )
    brought_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(_("brought at"), auto_now_add=True)
    name = models.CharField(_("name of the file"), max_length=255)
    sha256 = models.CharField(_("hash of the file"), max_length=64)
    # Rows that say something: [row, item, base, decision, until, reason].
    words = models.JSONField(default=list, editable=False)
    # Rows that cannot be read as a word: [row, order or null, code].
    unread = models.JSONField(default=list, editable=False)
    # Items of rows that are whole and say nothing.
    silent = models.JSONField(default=list, editable=False)
    taken_at = models.DateTimeField(_("taken over at"), null=True)

    class Meta:
        verbose_name = _("filled sheet of a destruction list")
        verbose_name_plural = _("filled sheets of destruction lists")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["destruction_list", "brought_by"],
                condition=models.Q(taken_at__isnull=True),
                name="one_untaken_sheet_per_person_and_list",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_at__isnull=True)
                | models.Q(words=[], unread=[], silent=[]),
                name="taken_sheet_keeps_its_hash_alone",
            ),
        ]

    def __str__(self) -> str:
        return self.name
