"""Correction (ralat) of an issued letter: which letter corrects which, and why.

It counts once the correcting letter is issued; a correcting draft that is thrown
away takes its row with it.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Position
from workflow.letters.models.letter import Letter


class Correction(models.Model):
    """Who began the correction, from which position, and why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, related_name="corrections"
    )
    by = models.OneToOneField(
        Letter, on_delete=models.CASCADE, related_name="correction_of"
    )
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    authority = models.CharField(_("authority"), max_length=20)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    begun_at = models.DateTimeField(_("begun at"), auto_now_add=True)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.CheckConstraint(
                condition=~Q(letter=F("by")), name="correction_is_of_another_letter"
            ),
        ]

    def __str__(self) -> str:
        return self.reason
