"""Numbers of a day: what the comparison repaired, what the last check took out."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TallyOf(models.TextChoices):
    """What is counted."""

    MISMATCH = "mismatch", _("Taken out by the last check")
    WRITTEN = "written", _("Missing, and written again")
    TAKEN_OUT = "taken_out", _("Gone, and taken out")


class IndexTally(models.Model):
    """How often on a day; no word of what it was."""

    day = models.DateField(_("day"))
    what = models.CharField(_("what"), max_length=20, choices=TallyOf)
    number = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("tally of the index")
        verbose_name_plural = _("tallies of the index")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "what"], name="one_index_tally_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.what}"
