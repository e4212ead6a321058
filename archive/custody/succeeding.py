"""What a unit that ended kept goes to the unit that follows it (UU 43/2009 Ps 35)."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.custody import access
from archive.custody.errors import NothingToMove, UnitStands
from archive.custody.models import CustodyMove
from archive.custody.moving import begin
from archive.custody.proposing import list_files
from archive.custody.states import CustodyItemState, CustodyState, MoveKind
from archive.custody.trail_acts import CustodyAct
from archive.record_files.models import RecordFile
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.organisation.queries.upwards import register_unit_of


@transaction.atomic
def hand_to_successor(
    *, actor: Actor, unit_id: UUID, successor_id: UUID, basis: str
) -> CustodyMove:
    """Begin the move of all that the ended unit kept; its files stay named after it.

    Raises:
        NotFound: no such units, or not an administrator.
        UnitStands: the unit has not ended, or its successor has.
        NothingToMove: it kept nothing, or that goes to another keeper already.
        Invalid: no basis.
    """
    rows = Unit.objects.select_for_update(no_key=True).order_by("pk")
    units = rows.in_bulk({unit_id, successor_id})
    unit, successor = units.get(unit_id), units.get(successor_id)
    if unit is None or successor is None or unit == successor:
        raise NotFound
    access.require(actor, "custody.succeed", unit)
    if unit.closed_on is None or successor.closed_on is not None:
        raise UnitStands(state="unit_stands")
    if not basis.strip():
        text = _("Name the regulation that ended the unit, with its number.")
        raise Invalid([Fault(field="basis", code="required", message=text)])
    files = _kept_by(unit)
    if not files:
        raise NothingToMove(state="nothing_kept")
    made = CustodyMove.objects.create(
        kind=MoveKind.SUCCESSION,
        name=str(_("Succession of %(unit)s") % {"unit": unit.name})[:200],
        unit=unit,
        target=register_unit_of(successor),
        basis=basis.strip()[:300],
        state=CustodyState.APPROVED,
        proposed_by=actor.official,
    )
    list_files(made, files)
    told = {"kind": made.kind, "files": len(files), "basis": made.basis}
    trail.record(CustodyAct.PROPOSED, made, actor=actor, **told)
    return begin(made, actor)


def _kept_by(unit: Unit) -> list[RecordFile]:
    own = Q(unit=unit, custodian=None) | Q(custodian=unit)
    rows = RecordFile.objects.filter(own, destroyed_on=None)
    live = CustodyItemState.LISTED
    return list(rows.exclude(custody_items__state=live).order_by("number"))
