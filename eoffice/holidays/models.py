"""Holidays by year, as the joint decree of three ministers (SKB 3 Menteri) sets them.

A year has a row once its list is begun; `is_complete` says that the whole decree stands
in it. A year without a row is missing, and pages say so.
"""

from django.db import models
from django.db.models import F
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official


class HolidayKind(models.TextChoices):
    """National holidays, and the collective leave of civil servants."""

    NATIONAL = "national", _("National holiday")
    COLLECTIVE_LEAVE = "collective_leave", _("Collective leave")


class HolidayYear(models.Model):
    """The list of one year: on what it rests, and whether it is whole."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    source = models.CharField(_("source"), max_length=300)
    is_complete = models.BooleanField(_("whole decree entered"), default=False)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("list of holidays")
        verbose_name_plural = _("lists of holidays")
        ordering = ["year"]

    def __str__(self) -> str:
        return str(self.year)


class Holiday(models.Model):
    """One day on which nobody works."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    year = models.ForeignKey(
        HolidayYear,
        on_delete=models.PROTECT,
        related_name="days",
        verbose_name=_("year"),
    )
    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=HolidayKind)
    source = models.CharField(_("source"), max_length=300)
    entered_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(year=ExtractYear(F("day"))),
                name="holiday_lies_in_its_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
