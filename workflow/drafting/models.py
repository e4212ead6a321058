"""What a draft was begun for: the incoming letter it answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
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
