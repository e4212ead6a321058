"""Which pictures stand in which letter."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from workflow.pictures.models import DrawnPicture


class LetterPicture(models.Model):
    """That a picture stands, or stood, in the text of a letter."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(
        "workflow.Letter", on_delete=models.CASCADE, related_name="pictures"
    )
    drawn = models.ForeignKey(
        DrawnPicture, on_delete=models.PROTECT, related_name="letters"
    )

    class Meta:
        verbose_name = _("picture of a letter")
        verbose_name_plural = _("pictures of letters")
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "drawn"], name="picture_once_per_letter"
            ),
        ]

    def __str__(self) -> str:
        return str(self.drawn)
