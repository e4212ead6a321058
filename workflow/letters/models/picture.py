"""The pictures that stand in a letter's text."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.objects.models import Upload


class LetterPicture(models.Model):
    """A picture as it is drawn: made anew in the sandbox from what was brought.

    It stays for as long as the letter, also when the text lets go of it: versions that
    were frozen name it by `sha256`, that of the SVG.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(
        "workflow.Letter", on_delete=models.CASCADE, related_name="pictures"
    )
    # PROTECT: what was brought proves what was drawn.
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    svg = models.TextField(_("picture"))

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "upload"], name="picture_once_per_letter"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
