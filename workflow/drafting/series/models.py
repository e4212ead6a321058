"""A series: what is written, how often, until when; and the drafts it has prepared.

What the letter says is kept encrypted: it may name persons.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.crypto_fields import EncryptedTextField
from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Position
from workflow.letters.models import Letter


class Every(models.TextChoices):
    """How often."""

    WEEK = "week", _("every week")
    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every quarter")


class WhenClosed(models.TextChoices):
    """What is done when the day is not worked."""

    BEFORE = "before", _("on the working day before")
    AFTER = "after", _("on the working day after")


class LetterSeries(models.Model):
    """One letter that comes again; `next_on` is its next day by the calendar."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    type_code = models.CharField(_("letter type"), max_length=60)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    security_class = models.CharField(_("security class"), max_length=20)
    content = EncryptedTextField(_("content"))
    made_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    every = models.CharField(_("how often"), max_length=10, choices=Every)
    # Of the week (1 is Monday), or of the month; a short month ends it earlier.
    day = models.PositiveSmallIntegerField(
        _("day"), validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    when_closed = models.CharField(
        _("when the day is not worked"), max_length=10, choices=WhenClosed
    )
    next_on = models.DateField(_("next on"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    refusal = models.CharField(_("why not prepared"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("series of letters")
        verbose_name_plural = _("series of letters")
        constraints = [
            models.CheckConstraint(
                condition=Q(day__gte=1, day__lte=31), name="series_day_of_calendar"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_on"],
                condition=Q(ended_at__isnull=True),
                name="series_that_go_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.every} {self.day}"


class SeriesDraft(models.Model):
    """The draft of one day of a series; thrown away, it is not prepared again."""

    series = models.ForeignKey(
        LetterSeries, on_delete=models.CASCADE, related_name="drafts"
    )
    for_on = models.DateField(_("for"))
    letter = models.OneToOneField(
        Letter, null=True, on_delete=models.SET_NULL, related_name="series_draft"
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("draft of a series")
        verbose_name_plural = _("drafts of series")
        ordering = ["-for_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "for_on"], name="series_draft_once_per_day"
            ),
        ]

    def __str__(self) -> str:
        return str(self.for_on)
