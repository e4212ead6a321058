"""Making the open copy: pages drawn in the sandbox, checked, and kept unlocked.

Handed over by the outbox, outside any transaction, as often as asked. The finished
copy is read again: a single word in it, and it is thrown away.
"""

import io
from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from archive.open_data.events import OpenDataEvent
from archive.open_data.models import OpenRecord, OpenState
from archive.open_data.personal_data import Box, places_of_words
from archive.open_data.picture_file import BlackedPage, pdf_of
from archive.open_data.reading import OpenPage, found_on, pages_of
from archive.open_data.trail_acts import OpenDataAct
from archive.records.models import Record
from eoffice import sandbox
from eoffice.audit import trail
from eoffice.files.leaving import delete_all_left, leave_copy
from eoffice.objects import store
from eoffice.objects.models import StoredObject
from eoffice.outbox.events import Event, on
from eoffice.outbox.lanes import Lane
from eoffice.sandbox.documents import checked_answer
from eoffice.sandbox.page_work import ROOMY
from workflow.security_class import is_classed

TASK = "draw_blacked"
PLACE = store.Area.DRAFTS  # unlocked: what is taken back goes
PDF = "application/pdf"
Boxes = dict[int, list[Box]]


class CopyFailed(Exception):
    """Why no copy came of it, as a code."""


def make_open_copy(open_id: UUID) -> bool:
    """Make the copy of a decided release; tell whether it is released now.

    Raises:
        StoreUnavailable, SandboxUnavailable: tried again by the outbox.
    """
    found = OpenRecord.objects.filter(pk=open_id, state=OpenState.MAKING).first()
    if found is None:
        return False
    try:
        pages = pages_of(found.record)
        if any(page.is_picture for page in pages) and not found.pictures_looked_at:
            raise CopyFailed("pictures_not_looked_at")
        boxes = boxes_of(found, pages)
        content = _copy_of(pages, boxes)
    except sandbox.SandboxUnavailable:
        raise
    except (CopyFailed, sandbox.SandboxError) as fault:
        _failed(open_id, getattr(fault, "code", "") or str(fault))
        return False
    key = _cleared_place(found)
    stored = store.put(io.BytesIO(content), area=PLACE, media_type=PDF, name=key)
    counts = {"pages": len(pages), "blacked": sum(map(len, boxes.values()))}
    return _keep(open_id, stored, counts)


def boxes_of(decided: OpenRecord, pages: Sequence[OpenPage]) -> Boxes:
    """Return what is blacked out, by page over all files.

    Raises:
        CopyFailed: words that stand nowhere, or a box on no page: decided about
            something else than what is here.
    """
    boxes: Boxes = defaultdict(list)
    for one in found_on(pages):
        if one.key not in decided.left_visible:
            boxes[one.page].append(one.place.box)
    for wanted in decided.words:
        places = [
            (p.number, box) for p in pages for box in places_of_words(p.words, wanted)
        ]
        if not places:
            raise CopyFailed("words_not_found")
        for number, box in places:
            boxes[number].append(box)
    for number, *sides in decided.boxes:
        if number > len(pages):
            raise CopyFailed("no_such_page")
        x0, y0, x1, y1 = sides
        boxes[number].append((x0, y0, x1, y1))
    return dict(boxes)


def _copy_of(pages: Sequence[OpenPage], boxes: Boxes) -> bytes:
    if not pages:
        raise CopyFailed("no_pages")
    drawn: list[BlackedPage] = []
    for content in dict.fromkeys(page.content for page in pages):
        own = [page for page in pages if page.content == content]
        asked = {str(page.page): boxes.get(page.number, []) for page in own}
        answer = sandbox.run(
            TASK, store.get_bytes(content.stored), limits=ROOMY, boxes=asked
        )
        if len(answer) != len(own):
            raise CopyFailed("pages_differ")
        drawn += [_picture(one) for one in answer]
    made = pdf_of(drawn)
    if any(page["words"] for page in sandbox.run("extract_text", made, limits=ROOMY)):
        raise CopyFailed("copy_has_words")
    return made


def _picture(answer: dict[str, Any]) -> BlackedPage:
    with checked_answer():
        if not isinstance(answer["jpeg"], bytes):
            raise TypeError
        return BlackedPage(
            jpeg=answer["jpeg"],
            across=int(answer["across"]),
            down=int(answer["down"]),
            width=float(answer["width"]),
            height=float(answer["height"]),
        )


def _cleared_place(found: OpenRecord) -> str:
    """Return the key to write to, noted on the row; what a killed try left goes."""
    if found.noted_key:
        delete_all_left(area=PLACE, key=found.noted_key)
        return found.noted_key
    key = store.new_key()
    OpenRecord.objects.filter(pk=found.pk).update(noted_key=key)
    return key


@transaction.atomic
def _keep(open_id: UUID, stored: StoredObject, counts: dict[str, int]) -> bool:
    rows = OpenRecord.objects.select_for_update(no_key=True, of=("self",))
    now = rows.filter(pk=open_id, state=OpenState.MAKING).first()
    record = Record.objects.filter(open_copy=open_id).first()
    if now is None or record is None:  # destroyed meanwhile, or another was faster
        leave_copy(stored)
        return False
    if is_classed(record):
        leave_copy(stored)
        _end(now, record, "class_forbids")
        return False
    stored.save()
    now.state, now.stored, now.noted_key = OpenState.RELEASED, stored, ""
    now.released_at, now.words = timezone.now(), []
    now.pages, now.blacked = counts["pages"], counts["blacked"]
    now.save()
    facts = {"sha256": stored.sha256, **counts}
    trail.record(OpenDataAct.RELEASED, record, actor=None, **facts)
    return True


@transaction.atomic
def _failed(open_id: UUID, why: str) -> None:
    rows = OpenRecord.objects.select_for_update(no_key=True, of=("self",))
    now = rows.filter(pk=open_id, state=OpenState.MAKING).first()
    if now is not None:
        _end(now, now.record, why)


def _end(now: OpenRecord, record: Record, why: str) -> None:
    now.state, now.why, now.words = OpenState.FAILED, why[:40], []
    now.row_version += 1
    now.save()
    trail.record(OpenDataAct.FAILED, record, actor=None, why=now.why)


def _asked(event: Event) -> None:
    make_open_copy(UUID(event.payload["open_id"]))


def register() -> None:
    """Allow the task in the sandbox and listen (once, at start)."""
    sandbox.register_task(TASK, "archive.open_data.blacking:draw_blacked")
    on(OpenDataEvent.ASKED, "archive.make_open_copy", _asked, lane=Lane.SLOW)
