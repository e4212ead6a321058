"""Where things stand: boxes by words, their contents, the place of a record file."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from archive.places import access
from archive.places.models import BoxedFile, BoxState, RecordBox
from archive.record_files.access import record_files_visible_to
from archive.record_files.models import RecordFile
from eoffice.organisation.actor import Actor

OFFERED = 200  # files offered for a box; more come up as these are put in


def boxes_for(
    actor: Actor | None, *, words: str = "", state: str = ""
) -> QuerySet[RecordBox]:
    """Return the boxes one sees, each with its `file_count`."""
    rows = access.boxes_visible_to(actor)
    if state in BoxState.values:
        rows = rows.filter(state=state)
    for word in words.split()[:8]:
        place = Q(room__icontains=word) | Q(shelf__icontains=word)
        rows = rows.filter(Q(code__icontains=word) | place)
    return rows.annotate(file_count=Count("files"))


def contents_of_box(actor: Actor | None, box: RecordBox) -> QuerySet[BoxedFile]:
    """Return what lies in the box, by folder, as far as the person sees the files."""
    seen = record_files_visible_to(actor).values("pk")
    rows = BoxedFile.objects.filter(box=box, record_file__in=seen)
    return rows.select_related("record_file__classification").order_by("folder_number")


def place_of(record_file_id: UUID | None) -> BoxedFile | None:
    """Return where the record file lies, if in a box."""
    if record_file_id is None:
        return None
    rows = BoxedFile.objects.select_related("box__unit", "box__custodian")
    return rows.filter(record_file=record_file_id).first()


def places_of(record_files: Iterable[UUID]) -> dict[UUID, BoxedFile]:
    """Return where these record files lie, by the file; one query."""
    rows = BoxedFile.objects.filter(record_file__in=list(record_files))
    return {one.record_file_id: one for one in rows.select_related("box")}


def files_for_box(actor: Actor, box: RecordBox) -> QuerySet[RecordFile]:
    """Return the files of the box's unit that lie in no box, in their order."""
    rows = record_files_visible_to(actor).filter(
        unit=box.unit_id,
        custodian=box.custodian_id,
        boxed__isnull=True,
        destroyed_on__isnull=True,
    )
    # By their ids, so that a form can still narrow it.
    near = list(rows.order_by("number").values_list("pk", flat=True)[:OFFERED])
    found = RecordFile.objects.filter(pk__in=near)
    return found.select_related("classification").order_by("number")
