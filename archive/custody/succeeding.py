"""What a unit that ended kept goes to the unit that follows it (UU 43/2009 Ps 35)."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from archive.custody import access
from archive.custody.deciding import drop
from archive.custody.errors import NothingToMove, UnitStands
from archive.custody.locks import locked_move, moved_on
from archive.custody.models import CustodyItem, CustodyMove
from archive.custody.moving import begin
from archive.custody.proposing import list_files
from archive.custody.states import (
    BEFORE_MOVING,
    CustodyDrop,
    CustodyItemState,
    CustodyState,
    MoveKind,
)
from archive.custody.trail_acts import CustodyAct
from archive.places.models import RecordBox
from archive.record_files.models import RecordFile
from archive.records.models import Record
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

    Open files and closed ones, held ones too, with their records, loans and boxes.
    Lists of the unit that had not begun to move are called off: its files go this way.

    Raises:
        NotFound: no such units, or neither an administrator nor its archivist.
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
    called_off = _call_off(unit, actor)
    files = list(_kept_by(unit))
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
    told = {
        "kind": made.kind,
        "files": len(files),
        "basis": made.basis,
        "called_off": called_off,
    }
    trail.record(CustodyAct.PROPOSED, made, actor=actor, **told)
    return begin(made, actor)


def _kept_by(unit: Unit) -> QuerySet[RecordFile]:
    rows = RecordFile.objects.filter(_own(unit), destroyed_on=None)
    live = CustodyItem.objects.filter(state=CustodyItemState.LISTED)
    return rows.exclude(pk__in=live.values("record_file")).order_by("number")


def _own(unit: Unit) -> Q:
    return Q(unit=unit, custodian=None) | Q(custodian=unit)


def _under_way(unit: Unit) -> QuerySet[CustodyMove]:
    """Return the lists of what the unit kept that have not begun to move."""
    kept = RecordFile.objects.filter(_own(unit), destroyed_on=None)
    items = CustodyItem.objects.filter(
        state=CustodyItemState.LISTED, record_file__in=kept
    )
    return CustodyMove.objects.filter(
        pk__in=items.values("move"), state__in=BEFORE_MOVING
    )


def _call_off(unit: Unit, actor: Actor) -> int:
    ids = list(_under_way(unit).order_by("pk").values_list("pk", flat=True))
    for pk in ids:
        found = locked_move(pk)
        if found.state in BEFORE_MOVING:
            listed = found.items.filter(state=CustodyItemState.LISTED)
            going = list(listed.values_list("pk", flat=True))
            drop(found, going, CustodyDrop.CALLED_OFF, actor=actor)
            moved_on(found, CustodyState.ABORTED)
            told = {"reason": f"{unit.code}: succession"}
            trail.record(CustodyAct.ABORTED, found, actor=actor, **told)
    return len(ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftBehind:
    """What a unit that ended keeps: what goes to its successor, and what waits."""

    open_files: int
    closed_files: int
    records: int
    boxes: int
    #: Lists that are called off, and files that are being moved this moment.
    lists: int
    being_moved: int
    #: Records in no file: they stay with the archive above until they are filed.
    unfiled: int

    @property
    def files(self) -> int:
        """Return how many files go."""
        return self.open_files + self.closed_files


def left_behind(unit: Unit) -> LeftBehind:
    """Return what a succession of the unit would move now; shown before it begins."""
    kept = RecordFile.objects.filter(_own(unit), destroyed_on=None)
    moving = CustodyItem.objects.filter(
        state=CustodyItemState.LISTED,
        record_file__in=kept,
        move__state=CustodyState.EXECUTING,
    )
    going = kept.exclude(pk__in=moving.values("record_file"))
    closed = going.filter(closed_on__isnull=False).count()
    return LeftBehind(
        open_files=going.count() - closed,
        closed_files=closed,
        records=Record.objects.filter(record_file__in=going).count(),
        boxes=RecordBox.objects.filter(_own(unit)).count(),
        lists=_under_way(unit).count(),
        being_moved=moving.count(),
        unfiled=Record.objects.filter(unit=unit, record_file=None).count(),
    )
