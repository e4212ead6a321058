"""Who stands above whom on the way of a letter, by what position and unit are."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.organisation.models import Position, PositionKind, UnitKind
from workflow.mandates.forms import AuthorityForm


class RouteRank(models.TextChoices):
    """The ranks of a route, lowest first (tata naskah 7)."""

    SECTION = "section", _("Head of section or subdivision (kasi, kasubbag)")
    DIVISION = "division", _("Head of division (kabid, kabag)")
    OFFICE_SECRETARY = "office_secretary", _("Secretary of the office (sekretaris)")
    OFFICE_HEAD = "office_head", _("Head of the office (kepala dinas, camat)")
    ASISTEN = "asisten", _("Asisten")
    SECRETARY = "secretary", _("Sekda")
    DEPUTY_HEAD = "deputy_head", _("Wakil bupati")
    HEAD = "head", _("Bupati")


ORDER = {rank: place for place, rank in enumerate(RouteRank)}
BY_KIND = {
    PositionKind.REGIONAL_HEAD: RouteRank.HEAD,
    PositionKind.DEPUTY_HEAD: RouteRank.DEPUTY_HEAD,
    PositionKind.REGIONAL_SECRETARY: RouteRank.SECRETARY,
}
HEADS_OF = {
    UnitKind.SECRETARIAT: RouteRank.OFFICE_HEAD,  # sekwan
    UnitKind.AGENCY: RouteRank.OFFICE_HEAD,
    UnitKind.DISTRICT: RouteRank.OFFICE_HEAD,
    UnitKind.DIVISION: RouteRank.DIVISION,
    UnitKind.SECTION: RouteRank.SECTION,
    UnitKind.VILLAGE: RouteRank.SECTION,
    UnitKind.TECHNICAL_UNIT: RouteRank.SECTION,
}
BESIDE_THE_HEAD = {
    UnitKind.SECRETARIAT: RouteRank.ASISTEN,
    UnitKind.AGENCY: RouteRank.OFFICE_SECRETARY,
    UnitKind.DISTRICT: RouteRank.OFFICE_SECRETARY,
}


def rank_of(position: Position) -> RouteRank | None:
    """Return the rank; none for staff and functional positions, who outrank nobody."""
    if position.kind in BY_KIND:
        return BY_KIND[PositionKind(position.kind)]
    kind = UnitKind(position.unit.kind)
    if position.is_head:
        return HEADS_OF.get(kind)
    if position.kind == PositionKind.STRUCTURAL:
        return BESIDE_THE_HEAD.get(kind)
    return None


def signing_rank(signatory: Position, form: str) -> RouteRank | None:
    """Return the rank a letter is signed at: the giver's, where one signs for another.

    What goes out a.n. bupati is the bupati's letter.
    """
    giver = signatory.mandate_giver
    if form == AuthorityForm.UB and giver is not None:
        giver = giver.mandate_giver
    if form in {AuthorityForm.AN, AuthorityForm.UB} and giver is not None:
        return rank_of(giver) or rank_of(signatory)
    return rank_of(signatory)


def outranks(one: RouteRank | None, other: RouteRank | None) -> bool:
    """Tell whether the first stands above the second."""
    if one is None or other is None:
        return False
    return ORDER[one] > ORDER[other]
