"""The pictures that stand in the texts of letters."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.objects.models import Upload


class DrawnPicture(models.Model):
    """A picture as it is drawn: made anew in the sandbox from what was brought.

    It stays, also when a text lets go of it: versions that were frozen name it by
    `sha256`, that of the SVG.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # PROTECT: what was brought proves what was drawn.
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    svg = models.TextField(_("picture"))

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.sha256[:12]


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
