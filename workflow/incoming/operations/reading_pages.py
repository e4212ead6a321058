"""Reading an incoming letter: text of every page, and what to register.

Runs from the outbox, seconds to minutes per letter, and may be killed at any point:
every step keeps what it read and begins again after it. Pages that a proposal needs
come first, so that the clerk does not wait for the rest.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from eoffice import sandbox
from eoffice.audit import trail
from eoffice.errors import ServiceDown
from eoffice.objects import store
from eoffice.objects.errors import ObjectAltered, ObjectMissing
from eoffice.outbox import events
from eoffice.outbox.models import DeliveryState, OutboxDelivery
from eoffice.outbox.rounds import Round, walk
from workflow.incoming.events import IncomingEvent
from workflow.incoming.models import (
    FILE_MOVES,
    FILE_UNREAD,
    PROPOSAL_MOVES,
    PROPOSAL_OPEN,
    FileReading,
    IncomingFile,
    PageText,
    Proposal,
    ProposalState,
)
from workflow.incoming.trail_acts import IncomingAct
from workflow.reading import (
    OFFICE_KINDS,
    ReadPage,
    TextSource,
    further_date,
    proposal_pages,
    propose,
    read_office_file,
    read_pages,
    source_of_all,
)

HANDLER = "workflow.read_incoming"
# Small: a worker that is killed loses four pages of work, not the whole book.
BATCH = 4
#: Pages read of one file; a book of more keeps its original, only its text ends here.
MOST_PAGES = 300
#: Where a date may stand, in the regular expressions of the database.
DATED = (
    r"(tetapkan|keluarkan|buat|tandatangani)\s+di\M|\mtanggal\s+\d"
    r"|\m\d{1,2}[ ./-]+[[:alpha:]]{1,10}[ ./-]+(19|20)\d\d\M"
)
MOVES = {"reading_state": FILE_MOVES, "state": PROPOSAL_MOVES}
LOST = (ObjectMissing, ObjectAltered)
# A first sieve only: what still has a delivery waiting is left alone below.
STUCK_AFTER = timedelta(minutes=30)
STUCK_AT_ONCE = 100
SWEEP = "workflow.stuck_readings"  # the timed task, by its name


class ReadingAway(ServiceDown):
    """The sandbox cannot start a job now; the letter waits."""

    code = "reading_away"


def read_incoming(*, incoming_id: UUID) -> None:
    """Read all files of the letter; again harmless.

    A file that cannot be read ends as `failed` with its fault; the letter is then
    registered by hand.

    Raises:
        ServiceDown: store or sandbox away: to be tried again.
    """
    proposal = Proposal.objects.filter(incoming_id=incoming_id).first()
    if proposal is None:
        return
    if proposal.state == ProposalState.QUEUED:
        _keep(proposal, state=ProposalState.WORKING)
    files = list(proposal.incoming.files.select_related("stored"))
    for file in files:
        if file.reading_state in FILE_UNREAD:
            _read_file(file, proposal, before=_pages_before(files, file))
    _end(incoming_id)


def _pages_before(files: Sequence[IncomingFile], file: IncomingFile) -> int:
    return sum(one.pages or 0 for one in files if one.order < file.order)


def _keep(row: Proposal | IncomingFile, **values: object) -> None:
    """Write these values; a state must follow from the one before."""
    for name, value in values.items():
        if name in MOVES and value not in MOVES[name][getattr(row, name)]:
            message = f"{row} cannot be {value} now"
            raise RuntimeError(message)
        setattr(row, name, value)
    row.save(update_fields=[*values])


def _read_file(file: IncomingFile, proposal: Proposal, *, before: int) -> None:
    _keep(file, reading_state=FileReading.WORKING)
    try:
        with _copy_of(file) as path:
            _read_pages(path, file, proposal, before=before)
    except sandbox.SandboxUnavailable as error:
        raise ReadingAway from error
    except (sandbox.SandboxError, *LOST) as fault:
        _keep(file, reading_state=FileReading.FAILED, reading_fault=fault.code)


@contextmanager
def _copy_of(file: IncomingFile) -> Iterator[Path]:
    with tempfile.NamedTemporaryFile(prefix="eo-incoming-") as copy:
        copy.writelines(store.open_stream(file.stored))
        copy.flush()
        yield Path(copy.name)


def _read_pages(
    path: Path, file: IncomingFile, proposal: Proposal, *, before: int
) -> None:
    facts = sandbox.probe(path)
    if facts.encrypted:
        raise sandbox.FileEncrypted
    if facts.kind in OFFICE_KINDS:
        _read_office_file(path, file, proposal, before=before)
        return
    count = facts.pages or 0
    _keep(file, pages=count)
    # These before all others: the clerk waits for them, search waits for the rest.
    first = proposal_pages(count) if count else []
    if first and proposal.state == ProposalState.WORKING:
        pages = read_pages(path, facts=facts, pages=first)
        _keep_pages(file, pages)
        _propose(proposal, pages, before=before)
    # What an earlier, killed run has read is not read again.
    known = set(file.page_texts.values_list("page", flat=True))
    rest = [n for n in range(1, min(count, MOST_PAGES) + 1) if n not in known]
    for at in range(0, len(rest), BATCH):
        batch = read_pages(path, facts=facts, pages=rest[at : at + BATCH])
        _keep_pages(file, batch)
    _look_further(path, facts, file, proposal, before=before)
    _keep(file, reading_state=FileReading.DONE, text_source=_source_of(file))


def _read_office_file(
    path: Path, file: IncomingFile, proposal: Proposal, *, before: int
) -> None:
    """Keep the text of a file that has no pages to show."""
    pages = read_office_file(path)
    _keep_pages(file, pages)
    if proposal.state == ProposalState.WORKING:
        _propose(proposal, pages, before=before)
    _keep(file, pages=0, reading_state=FileReading.DONE, text_source=_source_of(file))


def _look_further(
    path: Path,
    facts: sandbox.FileFacts,
    file: IncomingFile,
    proposal: Proposal,
    *,
    before: int,
) -> None:
    """Look for the date on all pages that were read, when the first show none."""
    if proposal.state != ProposalState.READY or proposal.fields.get("date"):
        return
    between = file.page_texts.exclude(page__in=proposal_pages(file.pages or 0))
    dated = between.filter(text__iregex=DATED).order_by("page")
    numbers = list(dated.values_list("page", flat=True))
    found = further_date(path, facts, numbers, on=_came_on(proposal))
    if found is not None:
        place = asdict(found) | {"page": found.page + before}
        _keep(proposal, fields={**proposal.fields, "date": place})


def _came_on(proposal: Proposal) -> date:
    return timezone.localdate(proposal.incoming.received_at)


def _keep_pages(file: IncomingFile, pages: Sequence[ReadPage]) -> None:
    """Write the text of pages; one read twice replaces itself."""
    for page in pages:
        sure = [word.confidence for word in page.words]
        PageText.objects.update_or_create(
            file=file,
            page=page.page,
            defaults={
                "source": page.source,
                "text": page.text,
                "words": [list(word) for word in page.words],
                "width_pt": page.width_pt,
                "height_pt": page.height_pt,
                "quality": round(sum(sure) / len(sure), 3) if sure else None,
            },
        )  # locks the key: nothing points at a page's text


def _propose(proposal: Proposal, pages: Sequence[ReadPage], *, before: int) -> None:
    fields = propose(pages, on=_came_on(proposal)).as_json()
    for found in fields.values():
        if found is not None:
            found["page"] += before
    if not any(fields.values()) and not any(page.words for page in pages):
        return  # blank or unreadable here; the next file may hold the letter
    _keep(proposal, fields=fields, state=ProposalState.READY, fault="")


def _source_of(file: IncomingFile) -> TextSource:
    return source_of_all(file.page_texts.values_list("source", flat=True))


@transaction.atomic
def _end(incoming_id: UUID) -> None:
    """Close the reading: once, with the event that search waits for."""
    proposal = Proposal.objects.select_for_update(no_key=True).get(
        incoming_id=incoming_id
    )
    files = list(proposal.incoming.files.all())
    # The end was reached before: trail and event are written once.
    if proposal.pages and proposal.state not in PROPOSAL_OPEN:
        return
    proposal.pages = sum(file.pages or 0 for file in files)
    proposal.text_source = source_of_all(file.text_source for file in files)
    if proposal.state != ProposalState.READY:
        faults = [file.reading_fault for file in files if file.reading_fault]
        proposal.state = ProposalState.FAILED if faults else ProposalState.READY
        proposal.fault = faults[0] if faults else "no_text"
    proposal.save()
    trail.record(
        IncomingAct.READ_BY_MACHINE,
        proposal.incoming,
        actor=None,
        state=proposal.state,
        pages=proposal.pages,
    )
    events.add(IncomingEvent.READ, incoming_id=incoming_id)


def sweep_stuck_readings() -> Round:
    """Give up readings that nobody works on any more; resumable.

    Their delivery was given up (a file that kills its worker every time): the clerk
    sees a clear state and registers by hand.
    """
    return walk(SWEEP, _stuck_after, _give_up)


def _stuck_after(after: str) -> list[tuple[str, UUID]]:
    old = timezone.now() - STUCK_AFTER
    at_work = IncomingFile.objects.filter(
        incoming=OuterRef("incoming"), reading_state__in=FILE_UNREAD
    )
    # a proposal may stand while pages after it are still to be read
    unfinished = Q(state__in=PROPOSAL_OPEN) | Exists(at_work)
    stuck = Proposal.objects.filter(unfinished, updated_at__lt=old)
    rows = (stuck.filter(incoming__gt=after) if after else stuck).order_by(
        "incoming_id"
    )
    ids = rows.values_list("incoming_id", flat=True)
    return [(str(one), one) for one in ids[:STUCK_AT_ONCE]]


@transaction.atomic
def _give_up(incoming_id: UUID) -> bool:
    proposal = Proposal.objects.select_for_update(no_key=True).get(
        incoming_id=incoming_id
    )
    # A delivery that waits will try again by itself; only orphans are given up.
    alive = OutboxDelivery.objects.filter(
        handler=HANDLER,
        event__name__in=[IncomingEvent.RECEIVED, IncomingEvent.PAGES_CHANGED],
        event__payload__incoming_id=str(incoming_id),
        state__in=[DeliveryState.WAITING, DeliveryState.HANDED_OVER],
    )
    files = proposal.incoming.files
    unfinished = files.filter(reading_state__in=FILE_UNREAD)
    is_open = proposal.state in PROPOSAL_OPEN
    if alive.exists() or not (is_open or unfinished.exists()):
        return False
    unfinished.update(reading_state=FileReading.FAILED, reading_fault="given_up")
    if is_open:
        proposal.state, proposal.fault = ProposalState.FAILED, "given_up"
    proposal.pages = sum(pages or 0 for pages in files.values_list("pages", flat=True))
    proposal.save(update_fields=["state", "fault", "pages", "updated_at"])
    trail.record(IncomingAct.READING_GIVEN_UP, proposal.incoming, actor=None)
    events.add(IncomingEvent.READ, incoming_id=incoming_id)
    return True
