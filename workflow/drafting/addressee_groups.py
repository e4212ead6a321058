"""Groups of addressees (`Semua camat`): positions meant by kind of unit and title.

A group is chosen and stands on the draft as its positions of that day, so that the
page, the desks and the record name who was meant; one of them can be taken out.
"""

from typing import Annotated

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from eoffice.organisation.models import Position, UnitKind
from eoffice.policies.policy import OfficePolicy, PolicyShape, Told, register_policy


class GroupedUnits(models.TextChoices):
    """Whose heads a line means."""

    OFFICES = "offices", _("Agencies, kecamatan and bagian")
    AGENCY = UnitKind.AGENCY.value, UnitKind.AGENCY.label
    DISTRICT = UnitKind.DISTRICT.value, UnitKind.DISTRICT.label
    VILLAGE = UnitKind.VILLAGE.value, UnitKind.VILLAGE.label
    TECHNICAL_UNIT = UnitKind.TECHNICAL_UNIT.value, UnitKind.TECHNICAL_UNIT.label
    DIVISION = UnitKind.DIVISION.value, UnitKind.DIVISION.label
    ANY = "any", _("Every unit")


class GroupRow(PolicyShape):
    """One line: heads of such units whose title begins so."""

    name: Annotated[str, Told(_("Name of the group"))]
    units: Annotated[GroupedUnits, Told(_("Heads of"))]
    title_begins: Annotated[
        str,
        Told(
            _("Title begins with"),
            help=_("For example Camat. Empty: every head of such a unit."),
        ),
    ] = ""


class AddresseeGroups(PolicyShape):
    """All groups, as they are offered."""

    groups: Annotated[tuple[GroupRow, ...], Told(_("Groups"))]


def _row(name: str, units: GroupedUnits, title_begins: str = "") -> GroupRow:
    return GroupRow(name=name, units=units, title_begins=title_begins)


ADDRESSEE_GROUPS = register_policy(
    OfficePolicy(
        name="addressee_groups",
        label=_("Groups of addressees"),
        purpose=_("Which heads a drafter addresses together with one choice."),
        shape=AddresseeGroups,
        default=AddresseeGroups(
            groups=(
                _row("Semua kepala perangkat daerah", GroupedUnits.AGENCY),
                _row("Semua camat", GroupedUnits.DISTRICT, "Camat"),
                _row("Semua lurah", GroupedUnits.VILLAGE, "Lurah"),
                _row("Semua kepala bagian", GroupedUnits.DIVISION, "Kepala Bagian"),
            )
        ),
        order=71,
    )
)
_OFFICES = (UnitKind.AGENCY, UnitKind.DISTRICT)


def groups_named(words: str) -> list[GroupRow]:
    """Return the groups whose name has all the words, in the order of the rule."""
    terms = words.casefold().split()
    known = ADDRESSEE_GROUPS.current().groups
    return [row for row in known if all(term in row.name.casefold() for term in terms)]


def positions_of(row: GroupRow) -> QuerySet[Position]:
    """Return today's positions of a group by title: open ones that head a unit."""
    heads = Position.objects.filter(is_head=True, closed_on__isnull=True)
    if row.units == GroupedUnits.OFFICES:
        bagian = Q(unit__kind=UnitKind.DIVISION, title__istartswith="Kepala Bagian")
        heads = heads.filter(Q(unit__kind__in=_OFFICES) | bagian)
    elif row.units != GroupedUnits.ANY:
        heads = heads.filter(unit__kind=row.units)
    if row.title_begins.strip():
        heads = heads.filter(title__istartswith=row.title_begins.strip())
    return heads.order_by("title")
