"""Terms of office and acting assignments, with dates that cannot overlap.

A seat has one definitive holder and at most one acting holder on any day; the
database refuses anything else (exclusion constraints). Acting holders rest on a
decree with dates and end by themselves (UU 30/2014 Ps 14-15).
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models.official import Official
from eoffice.organisation.models.position import Position


class DateRange(Func):
    """`daterange(from_on, to_on, '[]')`: both days belong to the term."""

    function = "DATERANGE"
    output_field = DateRangeField()


def _days() -> DateRange:
    return DateRange(F("from_on"), F("to_on"), Value("[]"))


class ActingKind(models.TextChoices):
    """Kinds of acting holder, as printed before the title."""

    ACTING_VACANT = "acting_vacant", _("Plt.")
    ACTING_ABSENT = "acting_absent", _("Plh.")
    ACTING_HEAD = "acting_head", _("Pj.")
    ACTING_HEAD_TEMP = "acting_head_temp", _("Pjs.")


class Tenure(models.Model):
    """What both kinds of holding a seat share."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True, blank=True)
    decree_number = models.CharField(_("decree number"), max_length=80, blank=True)
    decree_on = models.DateField(_("date of the decree"), null=True, blank=True)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


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
                condition=~Q(decree_number=""), name="acting_rests_on_a_decree"
            ),
            models.CheckConstraint(
                condition=~Q(kind="acting_absent") | Q(to_on__isnull=False),
                name="acting_for_an_absent_holder_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.position} – {self.official}"
