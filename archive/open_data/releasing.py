"""Deciding that a record is open, and taking that back.

The decision is the archivist's and has a reason (UU 14/2008 Ps 7; PP 28/2012 Ps 38).
The copy is made after it, by the outbox: until it is there nothing is open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.open_data import access
from archive.open_data.errors import AlreadyOpen, ClassForbids, NoPages, NotOpen
from archive.open_data.events import OpenDataEvent
from archive.open_data.models import OpenRecord, OpenState
from archive.open_data.personal_data import says_personal_data
from archive.open_data.reading import KEY_LENGTH, contents_with_pages
from archive.open_data.trail_acts import OpenDataAct
from archive.records.access import readable_record
from archive.records.events import RecordEvent
from archive.records.models import Record
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.files.leaving import leave_copy
from eoffice.objects.models import StoredObject
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from eoffice.outbox.events import Event, on
from eoffice.row_versions import check_version
from workflow.security_class import is_classed

LONGEST, MOST_WORDS, MOST_BOXES, MOST_LEFT = 300, 50, 200, 2000
#: No page is larger: A0 and a little.
LARGEST_PT = 4000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HandBox:
    """A box drawn by hand: a page over all files (from 1), points from the top left."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_sound(self) -> bool:
        """Tell whether it lies on a page and has an area."""
        sides = (self.x0, self.y0, self.x1, self.y1)
        return (
            self.page >= 1
            and all(0 <= side <= LARGEST_PT for side in sides)
            and self.x0 < self.x1
            and self.y0 < self.y1
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseInput:
    """What is decided: the public title, why, and what is blacked out.

    All that the rules find goes, but for the places in `left_visible`; `words` go
    wherever they stand, and `boxes` besides.
    """

    title: str
    reason: str
    left_visible: Sequence[str] = ()
    words: Sequence[str] = ()
    boxes: Sequence[HandBox] = ()
    # Pages that are pictures were read by a person: no rule reads them.
    pictures_looked_at: bool = False


@transaction.atomic
def release_record(
    *, actor: Actor, record_id: UUID, release: ReleaseInput
) -> OpenRecord:
    """Decide that the record is open; its copy is made next, and then it is released.

    Raises:
        NotFound: not an archivist of its unit, or not theirs to read.
        ClassForbids, AlreadyOpen, NoPages: the state forbids it.
        Invalid: with every fault.
    """
    readable_record(actor, record_id)
    rows = Record.objects.select_for_update(no_key=True, of=("self",))
    record = rows.select_related("unit").defer("access_tokens").get(pk=record_id)
    access.require(actor, "open_data.release", record)
    if is_classed(record):
        raise ClassForbids(state=record.security_class)
    if faults := _faults(release):
        raise Invalid(faults)
    if not contents_with_pages(record):
        raise NoPages(state="no_pages")
    found = (
        OpenRecord.objects.select_for_update(no_key=True).filter(record=record).first()
    )
    if found and found.state in {OpenState.MAKING, OpenState.RELEASED}:
        raise AlreadyOpen(state=found.state)
    decided = _decided(found or OpenRecord(record=record), release, actor)
    trail.record(OpenDataAct.ASKED, record, actor=actor)
    events.add(OpenDataEvent.ASKED, open_id=decided.pk)
    return decided


def _decided(row: OpenRecord, release: ReleaseInput, actor: Actor) -> OpenRecord:
    row.state, row.why = OpenState.MAKING, ""
    row.title, row.reason = release.title.strip(), release.reason.strip()
    row.left_visible = sorted(set(release.left_visible))
    row.words = [" ".join(one.split()) for one in release.words]
    row.boxes = [[one.page, one.x0, one.y0, one.x1, one.y1] for one in release.boxes]
    row.pictures_looked_at = release.pictures_looked_at
    row.asked_by, row.asked_at = actor.official, timezone.now()
    row.released_at = row.withdrawn_by = row.withdrawn_at = None
    row.withdrawn_because = ""
    row.row_version += not row._state.adding
    row.save()
    return row


def _faults(release: ReleaseInput) -> list[Fault]:
    faults = []
    for field, text in (("title", release.title), ("reason", release.reason)):
        if not 1 <= len(text.strip()) <= LONGEST:
            message = _("Fill this in.")
            faults.append(Fault(field=field, code="required", message=message))
    if says_personal_data(release.title):
        message = _("The public title holds personal data. Say it without.")
        faults.append(Fault(field="title", code="personal_data", message=message))
    if len(release.words) > MOST_WORDS or any(
        not 1 <= len(" ".join(one.split())) <= LONGEST for one in release.words
    ):
        message = _("Give at most 50 lines of words.")
        faults.append(Fault(field="words", code="too_many", message=message))
    if len(release.boxes) > MOST_BOXES or not all(b.is_sound for b in release.boxes):
        message = _("A box has a page, and sides on it in their order.")
        faults.append(Fault(field="boxes", code="no_box", message=message))
    left = release.left_visible
    if len(left) > MOST_LEFT or any(len(one) > KEY_LENGTH for one in left):
        message = _("This choice is not known.")
        faults.append(Fault(field="left_visible", code="unknown", message=message))
    return faults


@transaction.atomic
def withdraw_release(
    *, actor: Actor, open_id: UUID, reason: str, expected_version: int | None = None
) -> OpenRecord:
    """Take the release back: the copy is open to nobody any more, and is deleted.

    Raises:
        NotFound: not an archivist of its unit.
        NotOpen, Stale: the state forbids it.
        Invalid: no reason.
    """
    access.visible_open_record(actor, open_id)
    rows = OpenRecord.objects.select_for_update(no_key=True, of=("self",))
    found = rows.select_related("record__unit", "stored").get(pk=open_id)
    access.require(actor, "open_data.withdraw", found.record)
    check_version(found, expected_version)
    if not 1 <= len(reason.strip()) <= LONGEST:
        message = _("Fill this in.")
        raise Invalid([Fault(field="reason", code="required", message=message)])
    if found.state != OpenState.RELEASED or found.stored is None:
        raise NotOpen(state=found.state)
    _take_back(found, found.stored, actor, reason.strip())
    return found


@transaction.atomic
def close_classed(record_id: UUID) -> bool:
    """Take back the copy of a record that was classed since; tell whether it was so.

    Lists have hidden it from that moment; now its bytes go too.
    """
    rows = OpenRecord.objects.select_for_update(no_key=True, of=("self",))
    rows = rows.select_related("record", "stored").filter(state=OpenState.RELEASED)
    found = rows.filter(record=record_id).first()
    if found is None or found.stored is None or not is_classed(found.record):
        return False
    _take_back(found, found.stored, None, str(_("The record was classed since.")))
    return True


def _take_back(
    found: OpenRecord, copy: StoredObject, actor: Actor | None, because: str
) -> None:
    found.state, found.stored = OpenState.WITHDRAWN, None
    found.withdrawn_by = actor.official if actor else None
    found.withdrawn_at, found.withdrawn_because = timezone.now(), because
    found.row_version += 1
    found.save()
    copy.delete()
    leave_copy(copy)
    trail.record(OpenDataAct.WITHDRAWN, found.record, actor=actor)


def _reclassed(event: Event) -> None:
    close_classed(UUID(event.payload["record_id"]))


def register() -> None:
    """Listen to what may have classed a record (once, at start)."""
    for name in (RecordEvent.ACCESS_CHANGED, RecordEvent.CORRECTED):
        on(name, "archive.close_open_copy", _reclassed)
