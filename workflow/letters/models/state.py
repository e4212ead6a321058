"""Earlier states of a working copy: what stood there before somebody wrote on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official
from workflow.letters.models.letter import Letter


class StateReason(models.TextChoices):
    """Why a state was kept: what was about to happen to it."""

    WRITTEN = "written", _("somebody wrote on")
    RESTORED = "restored", _("an earlier state was restored")
    IMPORTED = "imported", _("a Word file was taken in")
    TAKEN_OVER = "taken_over", _("another text was put in its place")
    MENDED = "mended", _("parts were mended")
    REFILLED = "refilled", _("it was filled anew with its batch")


class DraftState(models.Model):
    """The working copy as it stood before one stretch of writing; never changed.

    No version: nobody decided on it, and it goes when the draft is thrown away.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="states")
    row_version = models.PositiveIntegerField()
    content = models.JSONField()
    written_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="+", verbose_name=_("author")
    )
    written_at = models.DateTimeField(_("written at"))
    followed_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="+"
    )
    kept_at = models.DateTimeField(_("kept at"))
    reason = models.CharField(_("reason"), max_length=12, choices=StateReason)

    class Meta:
        verbose_name = _("earlier state of a draft")
        verbose_name_plural = _("earlier states of drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "row_version"], name="state_once_per_row_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} ({self.row_version})"
