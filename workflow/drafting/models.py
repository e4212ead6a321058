"""What hangs on a draft: the incoming letter it answers, and who has it open."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official
from workflow.incoming.models import IncomingLetter
from workflow.letters.models import Letter


class Reply(models.Model):
    """A letter begun as the answer to an incoming one; goes with its draft."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.OneToOneField(
        Letter, on_delete=models.CASCADE, related_name="reply"
    )
    incoming = models.ForeignKey(
        IncomingLetter, on_delete=models.PROTECT, related_name="replies"
    )

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")

    def __str__(self) -> str:
        return str(self.letter)


class DraftPresence(models.Model):
    """A window in which a person has a draft open; it ends by not being renewed."""

    letter = models.ForeignKey(
        Letter, on_delete=models.CASCADE, related_name="presences"
    )
    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="+")
    # Told by the browser, new in every window: one person may have several.
    window = models.UUIDField()
    seen_at = models.DateTimeField(db_index=True)
    typed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("presence in a draft")
        verbose_name_plural = _("presences in drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "official", "window"], name="presence_once_per_window"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official}: {self.letter}"
