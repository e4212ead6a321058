"""Pictures as they are drawn."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.objects.models import Upload


class DrawnPicture(models.Model):
    """A picture as it is drawn: made anew in the sandbox from what was brought.

    Once a letter had it, it stays, also when its text lets go of it: versions that were
    frozen name it by `sha256`, that of the SVG. Of a trial alone it goes after a day.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # PROTECT: what was brought proves what was drawn.
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    svg = models.TextField(_("picture"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.sha256[:12]


class RefusedPicture(models.Model):
    """That what was brought cannot be made a picture: by its hash, for a day.

    A draft is saved again and again while it is written; without this, each time would
    run the same reading in the sandbox.
    """

    sha256 = models.CharField(_("SHA-256"), max_length=64, primary_key=True)
    refused_at = models.DateTimeField(_("refused at"), auto_now_add=True)

    class Meta:
        verbose_name = _("refused picture")
        verbose_name_plural = _("refused pictures")

    def __str__(self) -> str:
        return self.sha256[:12]
