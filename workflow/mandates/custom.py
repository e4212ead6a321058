"""The table of mandates that a pemda has by custom, drawn from the givers.

Sekda, heads of agency and camat sign a.n. bupati; asisten and kabag a.n. sekda or
u.b.; secretaries, divisions, UPT, schools and puskesmas a.n. the head of their agency;
lurah a.n. camat. What is custom is marked so in its basis, for the region's own
perbup to replace.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from eoffice.organisation.models import PositionKind, UnitKind
from workflow.mandates.forms import AuthorityForm

BASIS = "Tabel bawaan menurut kebiasaan; sesuaikan dengan peraturan kepala daerah"
OWN, AN, UB = AuthorityForm.OWN.value, AuthorityForm.AN.value, AuthorityForm.UB.value
#: Below these kinds of unit nobody signs for the giver by custom: seksi, subbagian.
WITHOUT = {UnitKind.SECTION}
ELECTED = {PositionKind.REGIONAL_HEAD, PositionKind.DEPUTY_HEAD}


def customary_forms(position: Any) -> list[str]:
    """Return the forms the position has by custom; empty: no line in the table.

    Asks kind, unit, duties and givers alone, so that a migration can ask it too.
    """
    giver = position.mandate_giver
    signs = position.is_head or "signatory" in position.duties
    if giver is None or not signs or position.kind in ELECTED:
        return []
    if position.unit.kind in WITHOUT:
        return []
    if giver.kind == PositionKind.REGIONAL_SECRETARY and giver.mandate_giver:
        return [OWN, AN, UB]
    return [OWN, AN]


def customary_mandates(model: Any, positions: Iterable[Any], day: date) -> list[Any]:
    """Return unsaved lines of the register for those of the positions that have any."""
    return [
        model(
            giver=one.mandate_giver,
            receiver=one,
            forms=forms,
            from_on=day,
            basis=BASIS,
        )
        for one in positions
        if one.closed_on is None and (forms := customary_forms(one))
    ]
