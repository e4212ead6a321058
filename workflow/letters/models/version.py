"""Frozen versions: what was initialled is what is signed is what is kept.

Append-only: a trigger refuses UPDATE, DELETE and TRUNCATE (migration 0002).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.objects.models import StoredObject
from eoffice.organisation.models import Official, Position
from workflow.letters.models.letter import Letter


class LetterVersion(models.Model):
    """The letter as submitted: content tree, its hash, the page as PDF."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField(_("version"))
    # Kept beside the page: search, differences and proofs need words, not a PDF.
    content = models.JSONField(_("content tree"))
    content_hash = models.CharField(_("content hash"), max_length=64)
    pdf = models.ForeignKey(StoredObject, on_delete=models.PROTECT, related_name="+")
    pages = models.PositiveIntegerField(_("pages"))
    submitted_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="+"
    )
    submitted_as = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(_("submitted at"), auto_now_add=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "number"], name="version_number_once_per_letter"
            ),
        ]

    def __str__(self) -> str:
        return f"v{self.number}"
