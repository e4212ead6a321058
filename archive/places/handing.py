"""Boxes follow their files to the next keeper: whole, or not at all.

A box whose files all went goes along and is on its way until somebody carries it to its
new room. From one of which a part stays, what went is taken out: it lies in no box
until its keeper puts it into one.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from archive.places.models import BoxedFile, BoxEvent, BoxEventKind, BoxState, RecordBox
from archive.places.trail_acts import BoxAct
from eoffice.audit import trail
from eoffice.organisation.models import Unit


def hand_on_boxes(
    record_files: Collection[UUID], target: Unit, *, because: str, stands: bool = False
) -> int:
    """Let the boxes of files that went to `target` follow; return how many went whole.

    In the caller's transaction, after the files moved; again harmless. `because` names
    the list in the history of each box; one that `stands` is carried nowhere.
    """
    lying = BoxedFile.objects.filter(record_file__in=record_files)
    rows = RecordBox.objects.select_for_update(no_key=True, of=("self",))
    rows = rows.filter(pk__in=lying.values("box")).exclude(custodian=target)
    went = 0
    for box in rows.order_by("pk"):
        inside = box.files.select_related("record_file").order_by("folder_number")
        going = [one for one in inside if one.record_file.custodian_id == target.pk]
        if len(going) == len(inside):
            hand_on_box(box, target, because=because, stands=stands)
            went += 1
        else:
            _take_out(box, going, because)
    return went


def hand_on_box(box: RecordBox, target: Unit, *, because: str, stands: bool) -> None:
    """Give the locked box to its next keeper, with all that lies in it."""
    before = box.custodian_id or box.unit_id
    box.custodian = target
    box.state = box.state if stands else BoxState.MOVED
    box.row_version += 1
    box.save(update_fields=["custodian", "state", "row_version"])
    told = f"{target.name}: {because}"[:300]
    BoxEvent.objects.create(box=box, kind=BoxEventKind.HANDED, told=told)
    ways = {"came_from": str(before), "goes_to": str(target.pk)}
    trail.record(BoxAct.HANDED, box, actor=None, **ways)


def hand_on_empty_boxes(unit: Unit, target: Unit, *, because: str) -> int:
    """Give what is left of the boxes of a unit that ended; return how many went."""
    rows = RecordBox.objects.select_for_update(no_key=True, of=("self",))
    own = Q(unit=unit, custodian=None) | Q(custodian=unit)
    empty = ~Exists(BoxedFile.objects.filter(box=OuterRef("pk")))
    boxes = list(rows.filter(own, empty).order_by("pk"))
    for box in boxes:
        hand_on_box(box, target, because=because, stands=True)
    return len(boxes)


def _take_out(box: RecordBox, going: Collection[BoxedFile], because: str) -> None:
    for one in going:
        BoxEvent.objects.create(
            box=box,
            kind=BoxEventKind.TAKEN,
            record_file=one.record_file,
            told=because[:300],
        )
        one.delete()
    box.row_version += 1
    box.save(update_fields=["row_version"])
    ids = [str(one.record_file_id) for one in going]
    trail.record(BoxAct.TAKEN, box, actor=None, record_files=ids)
