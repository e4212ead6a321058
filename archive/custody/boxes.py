"""The boxes of a move: which go along whole, and which keep a part of their files."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from archive.custody.models import CustodyMove
from archive.custody.states import CustodyItemState
from archive.places.models import BoxedFile, RecordBox


@dataclass(frozen=True, slots=True, kw_only=True)
class MovingBox:
    """One box with files on the list: their folders, and how many files stay in it."""

    box: RecordBox
    folders: tuple[int, ...]
    stays: int

    @property
    def goes_whole(self) -> bool:
        """Tell whether the box itself goes; else its files are taken out of it."""
        return not self.stays


def boxes_of(found: CustodyMove) -> list[MovingBox]:
    """Return the boxes in which the files of the move lie now, by label; two queries.

    Of a move that is done those that went along.
    """
    files = found.items.exclude(state=CustodyItemState.DROPPED).values("record_file")
    folders: dict[UUID, list[int]] = defaultdict(list)
    boxes: dict[UUID, RecordBox] = {}
    lying = BoxedFile.objects.filter(record_file__in=files).select_related("box")
    for one in lying.order_by("box__code", "folder_number"):
        boxes[one.box_id] = one.box
        folders[one.box_id].append(one.folder_number)
    inside = BoxedFile.objects.filter(box__in=boxes).order_by().values("box")
    counted = inside.annotate(count=Count("pk")).values_list("box", "count")
    filled = dict(counted)
    return [
        MovingBox(
            box=box, folders=tuple(folders[pk]), stays=filled[pk] - len(folders[pk])
        )
        for pk, box in boxes.items()
    ]
