"""Proposing a move: the due files of one unit, and who gives and receives."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.custody import access
from archive.custody.due import due_files
from archive.custody.errors import NoHead, NothingToMove, SameHead
from archive.custody.institution import regional_archives
from archive.custody.models import CustodyItem, CustodyMove
from archive.custody.states import MoveKind
from archive.custody.trail_acts import CustodyAct
from archive.disposal.eight_documents import head_of
from archive.record_files.models import RecordFile
from archive.records.keepers import is_secretary
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position, Unit
from eoffice.organisation.queries.holders import holding_of
from eoffice.organisation.queries.upwards import register_unit_of

MOST_ITEMS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveProposal:
    """What a move is made of; `files` chosen among the due ones, none: all of them."""

    kind: MoveKind
    name: str
    unit_id: UUID
    is_long: bool = False
    files: Sequence[UUID] = ()


@transaction.atomic
def propose_move(*, actor: Actor, proposal: MoveProposal) -> CustodyMove:
    """List the due files of a unit for their next keeper.

    Raises:
        NotFound: not a unit whose files the person keeps, or a file not among the due.
        NoInstitution, NoHead, SameHead: who receives or signs is not there.
        NothingToMove: no file is due.
        Invalid: no name.
    """
    rows = Unit.objects.select_for_update(no_key=True)
    unit = rows.filter(pk=proposal.unit_id).first()
    if unit is None:
        raise NotFound
    access.require(actor, "custody.propose", unit)
    if not proposal.name.strip():
        text = _("Give the list a name.")
        raise Invalid([Fault(field="name", code="required", message=text)])
    goes_up = proposal.is_long or proposal.kind == MoveKind.HANDOVER
    target = regional_archives() if goes_up else register_unit_of(unit)
    giver, receiver = _heads(unit, target, proposal.kind)
    files = _chosen(unit, proposal)
    made = CustodyMove.objects.create(
        kind=proposal.kind,
        name=proposal.name.strip(),
        unit=unit,
        target=target,
        giver=giver,
        receiver=receiver,
        is_long=proposal.is_long,
        proposed_by=actor.official,
    )
    list_files(made, files)
    trail.record(
        CustodyAct.PROPOSED, made, actor=actor, kind=made.kind, files=len(files)
    )
    return made


def list_files(made: CustodyMove, files: Sequence[RecordFile]) -> None:
    """Put the files on the move, in their order."""
    CustodyItem.objects.bulk_create(
        CustodyItem(
            move=made, order=order, record_file=one, seen_version=one.row_version
        )
        for order, one in enumerate(files, start=1)
    )


def _chosen(unit: Unit, proposal: MoveProposal) -> list[RecordFile]:
    rows = due_files(unit, proposal.kind, is_long=proposal.is_long)
    wanted = set(proposal.files)
    if wanted:
        rows = rows.filter(pk__in=wanted)
    files = list(rows[:MOST_ITEMS])
    if wanted and len(files) != len(wanted):
        raise NotFound
    if not files:
        raise NothingToMove(state="nothing_due")
    return files


def _heads(unit: Unit, target: Unit, kind: str) -> tuple[Position, Position]:
    """Return who signs for giving and who for receiving (Ps 57, 61, 63)."""
    giving = register_unit_of(unit) if kind == MoveKind.HANDOVER else unit
    giver = head_of(giving)
    is_inside = target.pk == register_unit_of(unit).pk
    receiver = _secretary(target, giver) if is_inside else None
    receiver = receiver or head_of(target)
    if giver is None or receiver is None:
        raise NoHead(state="no_head")
    require_two(giver, receiver)
    return giver, receiver


def _secretary(target: Unit, giver: Position | None) -> Position | None:
    """Return who heads the records unit of an agency: its secretary (Ps 132)."""
    seats = Position.objects.filter(unit=target, closed_on=None).order_by("code")
    return next((one for one in seats if is_secretary(one) and one != giver), None)


def require_two(giver: Position, receiver: Position) -> None:
    """Refuse where one person answers for both seats today.

    Raises:
        SameHead.
    """
    gives, receives = holding_of(giver), holding_of(receiver)
    if giver == receiver:
        raise SameHead(state="same_head")
    if gives and receives and gives.official == receives.official:
        raise SameHead(state="same_head")
