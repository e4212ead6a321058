"""Moving custody: begun by one act, done slice by slice, each whole or not at all.

A process killed anywhere leaves files that moved and files that did not, never one in
between; whoever follows goes on with those that are left.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from archive.custody.deciding import drop, drop_unfit
from archive.custody.due import unfit_among
from archive.custody.errors import UnitStands
from archive.custody.events import CustodyEvent
from archive.custody.locks import locked_for, locked_move, moved_on
from archive.custody.models import CustodyItem, CustodyMove
from archive.custody.readiness import require_movable
from archive.custody.states import (
    CustodyDrop,
    CustodyItemState,
    CustodyState,
    MoveKind,
)
from archive.custody.trail_acts import CustodyAct
from archive.holds.holding import weigh_holds
from archive.loans.following import follow_custody
from archive.places.handing import hand_on_boxes, hand_on_empty_boxes
from archive.record_files.locks import locked_files
from archive.record_files.models import RecordFile
from archive.records import access as record_access
from archive.records.events import RecordEvent
from archive.records.models import Record
from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.jobs.operations.queueing import start_job
from eoffice.jobs.runners import ItemOutcome, Work, register_runner
from eoffice.organisation.actor import Actor
from eoffice.outbox import events

JOB_KIND = "custody"
#: Files that move in one transaction.
AT_ONCE = 20
LISTED = CustodyItemState.LISTED


@transaction.atomic
def execute_move(
    *, actor: Actor, move_id: UUID, expected_version: int | None = None
) -> CustodyMove:
    """Begin the move, once both heads have signed the same berita acara.

    A hand-over also rests on its decree and on the archives' acknowledgement.

    Raises:
        NotFound, Stale, WrongMoveState, NothingToMove.
        DocumentUnsigned, TextsDiffer, SameHead: the papers do not carry it.
    """
    found = locked_for(
        actor,
        "custody.execute",
        move_id,
        states=frozenset({CustodyState.APPROVED}),
        expected_version=expected_version,
    )
    require_movable(found)
    drop_unfit(found, actor=actor)
    return begin(found, actor)


def begin(found: CustodyMove, actor: Actor) -> CustodyMove:
    """Write the job of the locked move."""
    count = found.items.filter(state=LISTED).count()
    found.executed_by, found.executing_since = actor.official, timezone.now()
    job = start_job(
        kind=JOB_KIND,
        owner=User.objects.filter(pk=actor.user_id).first(),
        items=[f"{n + 1}-{n + AT_ONCE}" for n in range(0, count, AT_ONCE)],
        parameters={"move_id": str(found.pk)},
        position_id=actor.chosen.position.pk if actor.chosen else None,
    )
    found.job_id = job.pk
    fields = ("executed_by", "executing_since", "job_id")
    moved_on(found, CustodyState.EXECUTING, *fields)
    trail.record(CustodyAct.EXECUTING, found, actor=actor, files=count)
    events.add(CustodyEvent.EXECUTING, move_id=found.pk)
    return found


@transaction.atomic
def move_slice(move_id: UUID) -> int:
    """Move the next files of the list, each with its records; return how many are left.

    Again harmless. What a hold has come to keep meanwhile stays where it is.

    Raises:
        UnitStands, HoldsBusy: tried again by the job.
    """
    found = locked_move(move_id)
    if found.state != CustodyState.EXECUTING:
        return 0
    weigh_holds(wait="5s")
    items = list(found.items.filter(state=LISTED).order_by("order")[:AT_ONCE])
    files = locked_files({item.record_file_id for item in items})
    reasons = _unfit(found, items)
    for reason in CustodyDrop:
        ids = [pk for pk, why in reasons.items() if why == reason]
        drop(found, ids, reason, actor=None)
    for item in items:
        if item.pk not in reasons:
            _move(found, item, files[item.record_file_id])
    left = found.items.filter(state=LISTED).count()
    if not left:
        _finish(found)
    return left


def _unfit(found: CustodyMove, items: list[CustodyItem]) -> dict[int, CustodyDrop]:
    # A unit that ended keeps nothing: also what a hold keeps goes, hold and all.
    if found.kind == MoveKind.SUCCESSION:
        if found.unit.closed_on is None:
            raise UnitStands(state=found.state)
        return {}
    return unfit_among(found.kind, items)


def _move(found: CustodyMove, item: CustodyItem, berkas: RecordFile) -> None:
    today = timezone.localdate()
    item.came_from = berkas.custodian or berkas.unit
    item.state, item.moved_at = CustodyItemState.MOVED, timezone.now()
    berkas.custodian, berkas.custody_since = found.target, today
    if found.kind == MoveKind.HANDOVER:
        berkas.static_since = today
    berkas.row_version += 1
    berkas.save(
        update_fields=["custodian", "custody_since", "static_since", "row_version"]
    )
    item.save(update_fields=["state", "moved_at", "came_from"])
    _follow_records(berkas)
    follow_custody(berkas.pk, found.target)
    trail.record(
        CustodyAct.MOVED,
        berkas,
        actor=None,
        came_from=str(item.came_from_id),
        goes_to=str(found.target_id),
        move=str(found.pk),
    )


def _follow_records(berkas: RecordFile) -> None:
    """Let the new keeper know the entries of the file's records."""
    rows = Record.objects.select_for_update(no_key=True, of=("self",))
    for record in rows.filter(record_file=berkas).order_by("pk"):
        before = list(record.access_tokens)
        record_access.refresh_access(record)
        if record.access_tokens != before:
            events.add(RecordEvent.ACCESS_CHANGED, record_id=record.pk)


def _finish(found: CustodyMove) -> None:
    found.done_at = timezone.now()
    moved_on(found, CustodyState.DONE, "done_at")
    moved = found.items.filter(state=CustodyItemState.MOVED)
    files = list(moved.values_list("record_file", flat=True))
    stands = found.kind == MoveKind.SUCCESSION
    hand_on_boxes(files, found.target, because=found.name, stands=stands)
    if stands:
        hand_on_empty_boxes(found.unit, found.target, because=found.name)
    trail.record(CustodyAct.DONE, found, actor=None, files=len(files))
    events.add(CustodyEvent.DONE, move_id=found.pk)


def _work(work: Work) -> ItemOutcome | None:
    move_slice(UUID(work.parameters["move_id"]))
    return None


def register() -> None:
    """Register the kind of job."""
    register_runner(JOB_KIND, _work)
