"""Record files put into boxes and taken out, with the number of their folder."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from archive.places.errors import (
    BoxNotOpen,
    FileGone,
    MixedKeepers,
    MixedUnits,
    NotInBox,
)
from archive.places.locks import locked_box
from archive.places.models import BoxedFile, BoxEvent, BoxEventKind, BoxState, RecordBox
from archive.places.trail_acts import BoxAct
from archive.record_files.access import record_files_visible_to
from archive.record_files.locks import locked_files
from archive.record_files.models import RecordFile
from archive.records.keepers import keepers_position
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor

MOST_AT_ONCE = 200
LAST_FOLDER = 9_999


@transaction.atomic
def put_into_box(
    *,
    actor: Actor,
    box_id: UUID,
    record_files: Sequence[UUID],
    folder_number: int | None = None,
    expected_version: int | None = None,
) -> RecordBox:
    """Put files of the box's own unit into it, all or none, in their own order.

    Each gets the next folder in the order of the files' numbers, or the one named for a
    single file. One that lies in another box leaves that one.

    Raises:
        NotFound: box or file is not this keeper's.
        Stale, BoxNotOpen, MixedUnits, MixedKeepers, FileGone.
        Invalid: no file, too many, or the folder is taken.
    """
    wanted = list(dict.fromkeys(record_files))
    if faults := _faults(wanted, folder_number):
        raise Invalid(faults)
    seen = record_files_visible_to(actor).filter(pk__in=wanted).count()
    files = locked_files(wanted)
    if seen != len(wanted) or len(files) != len(wanted):
        raise NotFound
    box = locked_box(actor, "box.fill", box_id, expected_version=expected_version)
    if box.state != BoxState.OPEN:
        raise BoxNotOpen(state=box.state)
    ordered = sorted(files.values(), key=lambda one: one.number)
    for one in ordered:
        _check_fits(box, one)
    for one in ordered:
        _put(box, one, folder_number, actor)
    _changed(box)
    return box


def _check_fits(box: RecordBox, one: RecordFile) -> None:
    if one.unit_id != box.unit_id:
        raise MixedUnits(state=box.state)
    if one.custodian_id != box.custodian_id:
        raise MixedKeepers(state=box.state)
    if one.destroyed_on is not None:
        raise FileGone(state="destroyed")


def _faults(wanted: Sequence[UUID], folder_number: int | None) -> list[Fault]:
    faults = []
    if not wanted or len(wanted) > MOST_AT_ONCE:
        text = _("Choose 1 to 200 files.")
        faults.append(Fault(field="record_files", code="required", message=text))
    if folder_number is None:
        return faults
    if len(wanted) > 1 or not 1 <= folder_number <= LAST_FOLDER:
        text = _("A folder number is given to one file, from 1 to 9999.")
        fault = Fault(field="folder_number", code="out_of_range", message=text)
        faults.append(fault)
    return faults


def _put(box: RecordBox, one: RecordFile, folder: int | None, actor: Actor) -> None:
    now = BoxedFile.objects.select_related("box").filter(record_file=one).first()
    if now is not None and now.box_id == box.pk and folder in (None, now.folder_number):
        return  # it lies where it should
    others = BoxedFile.objects.filter(box=box).exclude(record_file=one)
    if folder is None:
        folder = (others.aggregate(last=Max("folder_number"))["last"] or 0) + 1
    elif others.filter(folder_number=folder).exists():
        text = _("This folder of the box is taken.")
        raise Invalid([Fault(field="folder_number", code="taken", message=text)])
    before = now.box if now else None
    if before is not None and before != box:
        _tell(before, BoxEventKind.TAKEN, one, box.code, actor)
    if now is None:
        BoxedFile.objects.create(record_file=one, box=box, folder_number=folder)
    else:  # under the lock of the record file
        now.box, now.folder_number = box, folder
        now.save(update_fields=["box", "folder_number"])
    told = _("folder %(number)d") % {"number": folder}
    _tell(box, BoxEventKind.PUT, one, told, actor)
    trail.record(
        BoxAct.PUT,
        box,
        actor=keepers_position(actor, box.keeper),
        record_file=str(one.pk),
        folder=folder,
        box_before=str(before.pk) if before else None,
    )


@transaction.atomic
def take_from_box(
    *, actor: Actor, box_id: UUID, record_file_id: UUID, reason: str = ""
) -> RecordBox:
    """Take one file out of the box for good; a loan leaves it in its place.

    Raises:
        NotFound: box or file is not this keeper's.
        NotInBox: it lies elsewhere.
    """
    files = locked_files({record_file_id})
    box = locked_box(actor, "box.fill", box_id)
    lies = BoxedFile.objects.filter(record_file=record_file_id).first()
    if lies is None or lies.box_id != box.pk:
        raise NotInBox(state=box.state)
    lies.delete()
    one = files[record_file_id]
    _tell(box, BoxEventKind.TAKEN, one, reason.strip()[:300], actor)
    seat = keepers_position(actor, box.keeper)
    trail.record(BoxAct.TAKEN, box, actor=seat, record_file=str(record_file_id))
    _changed(box)
    return box


@transaction.atomic
def files_destroyed(record_files: Sequence[UUID], *, because: str) -> int:
    """Let destroyed files leave their boxes, with a line that says so; again harmless.

    `because` is the name of the list; returns how many left.
    """
    locked = BoxedFile.objects.select_for_update(of=("self",))  # locks the key: they go
    rows = locked.filter(
        record_file__in=record_files, record_file__destroyed_on__isnull=False
    )
    gone = list(rows.select_related("box", "record_file").order_by("pk"))
    for one in gone:
        _tell(one.box, BoxEventKind.DESTROYED, one.record_file, because[:300], None)
        one.delete()
    return len(gone)


def _tell(
    box: RecordBox, kind: BoxEventKind, one: RecordFile, told: str, actor: Actor | None
) -> None:
    BoxEvent.objects.create(
        box=box,
        kind=kind,
        record_file=one,
        told=told,
        by=actor.official if actor else None,
    )


def _changed(box: RecordBox) -> None:
    box.row_version += 1
    box.save(update_fields=["row_version"])
