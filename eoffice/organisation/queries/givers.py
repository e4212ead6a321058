"""In whose name a position would sign: the giver of its mandate, by custom.

The giver is not the superior. A head of agency answers to the bupati *through* the
sekda (PP 18/2016 Ps 33 (3), 35 (2), 46 (2), 50 (2)), but signs in the bupati's name;
a mandate is assigned, and its giver is named (UU 30/2014 Ps 14 (1), (3), (4)).
"""

from collections.abc import Iterator
from typing import Any

from eoffice.organisation.models import Position, PositionKind, UnitKind

MAX_DEPTH = 20  # a chain longer than this is a loop
ELECTED_OR_SECRETARY = {PositionKind.DEPUTY_HEAD, PositionKind.REGIONAL_SECRETARY}
#: Whose heads get their mandate from the bupati himself.
OF_THE_BUPATI = {UnitKind.AGENCY, UnitKind.DISTRICT, UnitKind.SECRETARIAT}


def default_giver(position: Any) -> Position | None:
    """Return who gives the position its mandate by custom; none for the bupati.

    Reads kind, unit and superiors alone, so that a migration can ask it with its own
    rows and a plan with unsaved ones. Source: UU 30/2014 Ps 14, PP 18/2016; who it is
    in a region is for the administrator to say.
    """
    if position.kind == PositionKind.REGIONAL_HEAD:
        return None
    above = list(_superiors(position))
    found = next((one for one in above if _gives(one, position)), None)
    return found or next(iter(above), None)


def _superiors(position: Any) -> Iterator[Any]:
    one, steps = position.superior, 0
    while one is not None and steps < MAX_DEPTH:
        if one.closed_on is None:
            yield one
        one, steps = one.superior, steps + 1


def _gives(above: Any, position: Any) -> bool:
    """Tell whether this superior is the one whose name the position may use."""
    kind = position.unit.kind
    if position.kind in ELECTED_OR_SECRETARY or (
        position.is_head and kind in OF_THE_BUPATI
    ):
        return bool(above.kind == PositionKind.REGIONAL_HEAD)
    # Kabag under an asisten: the sekda's name, not the asisten's.
    secretary = above.kind == PositionKind.REGIONAL_SECRETARY
    # Lurah: the camat's; UPT, school, puskesmas: the head's, never the kabid's.
    leads_office = above.is_head and above.unit.kind in OF_THE_BUPATI
    return bool(secretary or leads_office)


def givers_above(position: Position, levels: int) -> list[Position]:
    """Return the givers above, nearest first, at most so many."""
    chain: list[Position] = []
    here = position
    while len(chain) < levels and here.mandate_giver is not None:
        here = here.mandate_giver
        chain.append(here)
    return chain
