"""What became of the reading of an office file."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.objects.models import StoredObject


class ReadingView(models.Model):
    """The pages to read of an office file, or why there are none.

    By the content's SHA-256: wherever the same bytes lie, attached to a draft, on a
    desk, among the records, they have the same view. It gives nobody a right; who may
    have the file may read it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, unique=True)
    # Always ciphertext: whose class the file will have is not known when it is made.
    pdf = models.OneToOneField(
        StoredObject,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("pages"),
    )
    fault = models.CharField(_("why there are no pages"), max_length=40, blank=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("reading view")
        verbose_name_plural = _("reading views")
        constraints = [
            models.CheckConstraint(
                condition=Q(pdf__isnull=False, fault="")
                | (Q(pdf__isnull=True) & ~Q(fault="")),
                name="reading_view_has_pages_or_a_fault",
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
