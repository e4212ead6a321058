"""The lines above a printed name: who signs, in whose name, held by whom.

Every row of the office's table of printed forms is a test
(tests/workflow/mandates/test_printed_forms.py); at most two levels stand below the
first.
"""

from django.utils import timezone

from eoffice.organisation.actor import PERMANENT
from eoffice.organisation.models import Position, PositionKind, TermOfOffice
from eoffice.organisation.queries.givers import givers_above
from eoffice.organisation.queries.holders import Holding
from workflow.mandates.forms import AuthorityForm, held_title


def authority_lines(position: Position, form: str, holding: Holding) -> list[str]:
    """Return the lines above the name: `a.n. BUPATI X` / `SEKRETARIS DAERAH,`."""
    own = held_title(position.title.upper(), holding.kind)
    if form == AuthorityForm.AN and position.mandate_giver is not None:
        own = held_title(_below_its_head(position), holding.kind)
        return [f"a.n. {position.mandate_giver.title.upper()}", f"{own},"]
    if form == AuthorityForm.UB:
        above = givers_above(position, 2)
        if len(above) > 1:
            first, second = above[1].title.upper(), above[0].title.upper()
            return [f"a.n. {first}", second, "u.b.", f"{own},"]
    deputy = _deputy_who_acts(position, holding)
    if deputy is not None:
        return [own, f"{_without_region(deputy, position)},"]
    return [f"{own},"]


def _below_its_head(position: Position) -> str:
    """Return the title as it stands under the head's: `SEKRETARIS`, of that office.

    The line above names the office already.
    """
    title = position.title.upper()
    of_office = f"SEKRETARIS {position.unit.name.upper()}"
    return "SEKRETARIS" if title == of_office else title


def _deputy_who_acts(position: Position, holding: Holding) -> Position | None:
    """Return the wakil's own position when the wakil acts for the bupati."""
    if position.kind != PositionKind.REGIONAL_HEAD or holding.kind == PERMANENT:
        return None
    term = (
        TermOfOffice.objects.in_force(timezone.localdate())
        .filter(official=holding.official, position__kind=PositionKind.DEPUTY_HEAD)
        .select_related("position")
        .first()
    )
    return term.position if term else None


def _without_region(deputy: Position, head: Position) -> str:
    """Return `WAKIL BUPATI`: the line above names the region."""
    _title, _space, region = head.title.upper().partition(" ")
    return deputy.title.upper().removesuffix(f" {region}")
