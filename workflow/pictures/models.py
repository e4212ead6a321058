"""Pictures as they are drawn."""

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
