"""Working on the pages of a letter that waits for the agenda: splitting, turning.

What was brought stays as it is; each act makes new stored objects and points the
letter's files at them, with `made_from` saying what they come from. Parsing happens
in the sandbox and storing before the transaction that decides; whatever is refused
there leaves only an orphan in the store, found by `eoffice check-integrity`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from eoffice import sandbox
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, ServiceDown
from eoffice.objects import store
from eoffice.objects.models import StoredObject
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from eoffice.row_versions import check_version
from workflow.incoming import access
from workflow.incoming.errors import AlreadyRegistered, StillBeingRead
from workflow.incoming.events import IncomingEvent
from workflow.incoming.locks import locked_for
from workflow.incoming.models import (
    FILE_UNREAD,
    AgendaEventKind,
    FileReading,
    IncomingFile,
    IncomingLetter,
    IncomingStatus,
    Proposal,
    ProposalState,
)
from workflow.incoming.operations.agenda_events import note_in_agenda
from workflow.incoming.trail_acts import IncomingAct
from workflow.reading import TextSource

PDF = "application/pdf"
MOST_PARTS = 50
SECOND = 2  # the first page begins a letter anyway

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A new file: which it replaces or comes from, its bytes in the store."""

    source: IncomingFile
    stored: StoredObject
    name: str


def turn_pages(
    *,
    actor: Actor,
    incoming_id: UUID,
    row_version: int | None,
    turns: Mapping[int, int],
) -> IncomingLetter:
    """Turn pages clockwise: `{page over all files, from 1: 90, 180 or 270}`.

    The letter is read again. Must be called outside any transaction.

    Raises:
        NotFound: not a clerk of this register.
        AlreadyRegistered, StillBeingRead, Stale: see `_open_for_work`.
        Invalid: no page, a page that is not there, a turn that is no quarter, a
            signed PDF, a file without pages.
        ServiceDown: store or sandbox away; nothing changed.
    """
    incoming = _checked(actor, incoming_id, row_version)
    made = [
        _stored(file, _worked(file, "turns", sandbox.turn_pages, own), file.name)
        for file, own in _turns_by_file(incoming, turns)
    ]
    with transaction.atomic():
        incoming = _open_for_work(actor, incoming_id, incoming.row_version)
        for one in made:
            _replace(incoming, one)
        _read_anew(incoming)
        pages = sorted(turns)
        kind = AgendaEventKind.PAGES_TURNED
        note_in_agenda(incoming, kind, actor=actor, changes=_words(pages))
        trail.record(IncomingAct.PAGES_TURNED, incoming, actor=actor, pages=pages)
    return incoming


def split_letter(
    *,
    actor: Actor,
    incoming_id: UUID,
    row_version: int | None,
    starts: Sequence[int],
) -> list[IncomingLetter]:
    """Make several letters of one scan; each begins at a page of `starts` (from 2).

    The letter keeps the first part; the others wait for the agenda after it, received
    when and as it was. Must be called outside any transaction.

    Raises:
        As `turn_pages`; Invalid also for a letter of several files.
    """
    incoming = _checked(actor, incoming_id, row_version)
    file = _only_file(incoming)
    parts = _parts(file, starts)
    contents = _worked(file, "starts", sandbox.split_pages, parts)
    # Room for the part's number within the 255 signs of a name.
    stem = file.name.removesuffix(".pdf")[:230]
    made = [
        _stored(file, content, f"{stem} ({number}).pdf")
        for number, content in enumerate(contents, start=1)
    ]
    with transaction.atomic():
        incoming = _open_for_work(actor, incoming_id, incoming.row_version)
        return _apart(actor, incoming, made, parts)


def _apart(
    actor: Actor,
    incoming: IncomingLetter,
    made: Sequence[_Made],
    parts: Sequence[tuple[int, int]],
) -> list[IncomingLetter]:
    letters = [incoming]
    _replace(incoming, made[0])
    for one in made[1:]:
        further = IncomingLetter.objects.create(
            unit=incoming.unit,
            channel=incoming.channel,
            received_at=incoming.received_at,
            brought_by=incoming.brought_by,
        )
        Proposal.objects.create(incoming=further)
        _add(further, one, order=0)
        access.refresh_access(further)
        letters.append(further)
        trail.record(IncomingAct.RECEIVED, further, actor=actor, split_from=incoming.pk)
        events.add(IncomingEvent.RECEIVED, incoming_id=further.pk)
    _read_anew(incoming)
    pages = [first for first, _last in parts[1:]]
    for letter in letters:
        kind = AgendaEventKind.SPLIT
        note_in_agenda(letter, kind, actor=actor, changes=_words(pages))
    ids = [str(letter.pk) for letter in letters[1:]]
    trail.record(IncomingAct.SPLIT, incoming, actor=actor, into=ids, starts=pages)
    return letters


def _words(pages: Sequence[int]) -> list[dict[str, str]]:
    numbers = ", ".join(str(page) for page in pages)
    return [{"field": "pages", "before": "", "after": numbers}]


def _checked(
    actor: Actor, incoming_id: UUID, row_version: int | None
) -> IncomingLetter:
    """Ask everything once before the slow part; the transaction asks again."""
    with transaction.atomic():
        return _open_for_work(actor, incoming_id, row_version)


def _open_for_work(
    actor: Actor, incoming_id: UUID, row_version: int | None
) -> IncomingLetter:
    """Return the locked letter if its pages may be worked on now.

    Raises:
        NotFound: not a clerk of this register.
        AlreadyRegistered: the agenda has it; its files stand.
        Stale: somebody changed it since it was read.
        StillBeingRead: the machine has not finished with it.
    """
    incoming = locked_for(actor, "incoming.register", incoming_id)
    if incoming.status != IncomingStatus.RECEIVED:
        raise AlreadyRegistered(state=incoming.status)
    access.require_content(actor, incoming)
    check_version(incoming, row_version, state=incoming.status)
    # The reading closes its proposal under this lock; we come before it or after.
    proposal = (
        Proposal.objects.select_for_update(no_key=True)
        .filter(incoming=incoming)
        .first()
    )
    unread = incoming.files.filter(reading_state__in=FILE_UNREAD).exists()
    ended = proposal is None or proposal.pages or proposal.state == ProposalState.FAILED
    if unread or not ended:
        raise StillBeingRead(state=incoming.status)
    return incoming


def _refused(field: str, code: str, text: object) -> Invalid:
    return Invalid([Fault(field=field, code=code, message=text)])  # type: ignore[arg-type]


def _turns_by_file(
    incoming: IncomingLetter, turns: Mapping[int, int]
) -> list[tuple[IncomingFile, dict[int, int]]]:
    if not turns:
        raise _refused("turns", "required", _("Choose at least one page."))
    left, before = dict(turns), 0
    found = []
    for file in incoming.files.select_related("stored", "made_from"):
        count = file.pages or 0
        own = {
            page - before: left.pop(page)
            for page in turns
            if before < page <= before + count
        }
        before += count
        if own:
            found.append((file, own))
    if left:
        raise _refused("turns", "unknown_page", _("This page is not there."))
    return found


def _only_file(incoming: IncomingLetter) -> IncomingFile:
    files = list(incoming.files.select_related("stored", "made_from"))
    if len(files) != 1:
        text = _("Only a letter of a single file can be split.")
        raise _refused("starts", "several_files", text)
    return files[0]


def _parts(file: IncomingFile, starts: Sequence[int]) -> list[tuple[int, int]]:
    count = file.pages or 0
    firsts = sorted(set(starts))
    if not firsts:
        text = _("Choose the page where the next letter begins.")
        raise _refused("starts", "required", text)
    if firsts[0] < SECOND or firsts[-1] > count:
        text = _("Choose pages from 2 to the last one.")
        raise _refused("starts", "unknown_page", text)
    if len(firsts) >= MOST_PARTS:
        told = ngettext(
            "At most %(most)d letter from one scan.",
            "At most %(most)d letters from one scan.",
            MOST_PARTS,
        )
        raise _refused("starts", "too_many", told % {"most": MOST_PARTS})
    begins = [1, *firsts]
    ends = [first - 1 for first in firsts] + [count]
    return list(zip(begins, ends, strict=True))


def _worked(
    file: IncomingFile,
    field: str,
    work: Callable[[bytes, Asked], Answer],
    asked: Asked,
) -> Answer:
    try:
        return work(store.get_bytes(file.stored), asked)
    except sandbox.SandboxUnavailable as error:
        raise ServiceDown from error
    except sandbox.SandboxError as fault:
        raise _refused(field, fault.code, str(fault)) from fault


def _stored(source: IncomingFile, content: bytes, name: str) -> _Made:
    stored = store.put_bytes(content, area=store.Area.DRAFTS, media_type=PDF)
    return _Made(source=source, stored=stored, name=name)


def _add(incoming: IncomingLetter, made: _Made, *, order: int) -> None:
    made.stored.save(force_insert=True)
    IncomingFile.objects.create(
        incoming=incoming,
        stored=made.stored,
        made_from=made.source.made_from or made.source.stored,
        name=made.name,
        order=order,
    )


def _replace(incoming: IncomingLetter, made: _Made) -> None:
    """Put the new file in the place of its source; the source's bytes stay stored."""
    order = made.source.order
    made.source.delete()  # with the text read from it
    _add(incoming, made, order=order)


def _read_anew(incoming: IncomingLetter) -> None:
    """Forget what was proposed, for it was read from other pages.

    All files are asked again, so that the letter's own page is found in any of them;
    text that was read from untouched files stays and is not read twice.
    """
    incoming.files.update(reading_state=FileReading.QUEUED, reading_fault="")
    Proposal.objects.filter(incoming=incoming).update(
        state=ProposalState.QUEUED,
        fields={},
        text_source=TextSource.NONE,
        pages=0,
        fault="",
    )
    incoming.row_version += 1
    incoming.save(update_fields=["row_version"])
    events.add(IncomingEvent.PAGES_CHANGED, incoming_id=incoming.pk)
