"""Searches without an answer, and slow ones: known words alone, by day."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QueryFault(models.TextChoices):
    """What was wrong with the answer."""

    EMPTY = "empty", _("Nothing found")
    SLOW = "slow", _("Slow")


class QueryNote(models.Model):
    """How often such words were searched on a day; nobody's name stands here.

    `words` holds words of the word table and of groups; any other is "…".
    """

    day = models.DateField(_("day"))
    fault = models.CharField(_("fault"), max_length=5, choices=QueryFault)
    words = models.CharField(_("words"), max_length=200)
    times = models.PositiveIntegerField(_("times"), default=0)
    slowest_ms = models.PositiveIntegerField(_("slowest (ms)"), default=0)

    class Meta:
        verbose_name = _("search of the last week")
        verbose_name_plural = _("searches of the last week")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "fault", "words"], name="one_query_note_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.words


class VainWord(models.Model):
    """A word that no table knows, kept as a digest until several people typed it.

    One person's word may be somebody's name; what several look for in vain is a word
    of the office. `persons` are digests too, and go once the word is shown.
    """

    digest = models.CharField(max_length=64, unique=True)
    persons = models.JSONField(default=list)
    word = models.CharField(max_length=20, blank=True)
    seen_on = models.DateField(_("last searched on"))

    class Meta:
        verbose_name = _("unknown word")
        verbose_name_plural = _("unknown words")

    def __str__(self) -> str:
        return self.word or "…"
