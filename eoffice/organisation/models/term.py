"""Terms of office and acting assignments, with dates that cannot overlap.

A position has one definitive holder and at most one acting holder on any day; the
database refuses anything else (exclusion constraints). Acting holders rest on a
decree with dates and end by themselves (UU 30/2014 Ps 14-15). One that was ended at
once (`ended_at`) is over at that moment: its last day is free for another.
"""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models.official import Official
from eoffice.organisation.models.position import Position


class DateRange(Func):
    """`daterange(from_on, to_on, '[]')`: both days belong to the term."""

    function = "DATERANGE"
    output_field = DateRangeField()


class Bounds(Func):
    """`[]`, or `[)` once ended at once: then the last day is free for another."""

    template = "(CASE WHEN %(expressions)s IS NULL THEN '[]' ELSE '[)' END)"
    output_field = models.CharField()


def _days() -> DateRange:
    return DateRange(F("from_on"), F("to_on"), Bounds(F("ended_at")))


class Tenures(models.QuerySet["Tenure"]):
    """Terms, or acting assignments, asked by their days."""

    def not_over(self, day: date) -> Self:
        """Those that contain the day or come later."""
        last = Q(to_on=day, ended_at__isnull=True)
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gt=day) | last)

    def in_force(self, day: date) -> Self:
        """Those that contain the day; on the day itself one ended at once is over."""
        return self.not_over(day).filter(from_on__lte=day)


class ActingKind(models.TextChoices):
    """Kinds of acting holder, as printed before the title."""

    ACTING_VACANT = "acting_vacant", _("Plt.")
    ACTING_ABSENT = "acting_absent", _("Plh.")
    ACTING_HEAD = "acting_head", _("Pj.")
    ACTING_HEAD_TEMP = "acting_head_temp", _("Pjs.")


class Tenure(models.Model):
    """What both kinds of holding a position share."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True, blank=True)
    decree_number = models.CharField(_("decree number"), max_length=80, blank=True)
    decree_on = models.DateField(_("date of the decree"), null=True, blank=True)
    ended_at = models.DateTimeField(
        _("ended at"), null=True, blank=True, editable=False
    )
    row_version = models.PositiveIntegerField(default=1, editable=False)

    objects = Tenures.as_manager()

    class Meta:
        abstract = True

    def is_over_on(self, day: date) -> bool:
        """Tell whether the tenure is past on that day."""
        if self.to_on is None or self.to_on > day:
            return False
        return self.to_on < day or self.ended_at is not None

    def contains(self, day: date) -> bool:
        """Tell whether the tenure is in force on that day."""
        return self.from_on <= day and not self.is_over_on(day)


class TermOfOffice(Tenure):
    """An official holds a position, definitively."""

    official = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        related_name="terms",
        verbose_name=_("official"),
    )
    position = models.ForeignKey(
        Position,
        on_delete=models.PROTECT,
        related_name="terms",
        verbose_name=_("position"),
    )
    is_main = models.BooleanField(_("main position"), default=True)

    class Meta:
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")
        constraints = [
            ExclusionConstraint(
                name="one_definitive_holder_per_position",
                expressions=[
                    ("position", RangeOperators.EQUAL),
                    (_days(), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="one_main_position_per_official",
                expressions=[
                    ("official", RangeOperators.EQUAL),
                    (_days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(is_main=True),
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="term_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(to_on__isnull=False),
                name="term_ended_at_once_has_a_last_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official} – {self.position}"


class ActingAssignment(Tenure):
    """An official acts for a position (Plt, Plh, Pj, Pjs), by decree."""

    kind = models.CharField(_("kind"), max_length=20, choices=ActingKind)
    official = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        related_name="acting_assignments",
        verbose_name=_("official"),
    )
    position = models.ForeignKey(
        Position,
        on_delete=models.PROTECT,
        related_name="acting_assignments",
        verbose_name=_("position"),
    )

    class Meta:
        verbose_name = _("acting assignment")
        verbose_name_plural = _("acting assignments")
        constraints = [
            ExclusionConstraint(
                name="one_acting_holder_per_position",
                expressions=[
                    ("position", RangeOperators.EQUAL),
                    (_days(), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="acting_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(to_on__isnull=False),
                name="acting_ended_at_once_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=~Q(decree_number=""), name="acting_rests_on_a_decree"
            ),
            models.CheckConstraint(
                condition=~Q(kind="acting_absent") | Q(to_on__isnull=False),
                name="acting_for_an_absent_holder_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.position} – {self.official}"
