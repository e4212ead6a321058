"""Units: the tree of the government, with what a letterhead prints.

Units are closed, never deleted: their letters outlive them (UU 43/2009 Ps 35).
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7


class UnitKind(models.TextChoices):
    """Kinds of unit in a kabupaten or kota (PP 18/2016)."""

    GOVERNMENT = "government", _("Regional government")
    SECRETARIAT = "secretariat", _("Regional secretariat")
    AGENCY = "agency", _("Agency (OPD)")
    DIVISION = "division", _("Division (bidang, bagian)")
    SECTION = "section", _("Section (seksi, subbagian)")
    TECHNICAL_UNIT = "technical_unit", _("Technical unit (UPT)")
    DISTRICT = "district", _("District (kecamatan)")
    VILLAGE = "village", _("Urban village (kelurahan)")


class Unit(models.Model):
    """One unit. `path` holds the ids from the root down to itself."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        help_text=_("Stands in letter numbers of its register, for example SETDA."),
    )
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # letters below rest on the chain of units
        related_name="children",
        verbose_name=_("parent unit"),
    )
    path = ArrayField(models.UUIDField(), default=list, editable=False)
    keeps_register = models.BooleanField(
        _("keeps a register"),
        default=False,
        help_text=_("Letters signed in it and below are numbered here."),
    )
    letterhead_lines = ArrayField(
        models.CharField(max_length=120),
        default=list,
        blank=True,
        verbose_name=_("letterhead lines"),
    )
    address_lines = ArrayField(
        models.CharField(max_length=200),
        default=list,
        blank=True,
        verbose_name=_("address lines"),
    )
    place = models.CharField(_("place of letters"), max_length=80, blank=True)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["code"]
        indexes = [GinIndex(fields=["path"], name="unit_path")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="unit_is_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name
