"""A workbook between its preview and its application."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.crypto_fields import EncryptedBinaryField
from eoffice.identifiers import uuid7


class ImportDraft(models.Model):
    """What an administrator brought: its bytes are kept for a day, or until applied.

    `plan` is the digest of the differences that were shown; when others changed the
    organisation meanwhile, it no longer fits and nothing is applied. Without one (over
    the API) whatever the file changes at that moment is applied.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,  # nobody else may apply it
        related_name="+",
        verbose_name=_("brought by"),
    )
    file_name = models.CharField(_("file"), max_length=120)
    content = EncryptedBinaryField(_("content"))  # it may hold NIKs
    plan = models.CharField(_("plan"), max_length=64)
    counts = models.JSONField(_("counts"), default=dict)
    job_id = models.UUIDField(_("job"), null=True, unique=True)  # applies it, once
    faults = models.JSONField(_("faults"), default=list)  # why it was not applied
    created_at = models.DateTimeField(_("brought at"), auto_now_add=True)
    applied_at = models.DateTimeField(_("applied at"), null=True)

    class Meta:
        verbose_name = _("draft of an import")
        verbose_name_plural = _("drafts of imports")

    def __str__(self) -> str:
        return self.file_name

    @property
    def total(self) -> int:
        """Return how many differences there are."""
        return sum(self.counts.values())
