"""What the archive does when something happens: capture records, follow, lock."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q

from archive.bells import of_lists, of_moves, of_reviews, pages
from archive.disposal.events import DisposalEvent
from archive.disposal.models import DestructionItem
from archive.holds.events import HoldEvent
from archive.holds.following import begin_following
from archive.holds.holding import held_among, holds_of
from archive.holds.in_store import FOLLOW, follow_holds, follow_record
from archive.holds.keeping_on import keep_on
from archive.loans import notices as loan_notices
from archive.loans.reminding import REMIND, remind_loans
from archive.papers.keeping import keep_document
from archive.places.filling import files_destroyed
from archive.record_files.events import RecordFileEvent
from archive.record_files.locking import extend_locks
from archive.record_files.proofs import keep_proofs
from archive.records.access import FOLLOW_DISPOSITION, FOLLOW_ENTRY
from archive.records.capturing import (
    capture_incoming,
    capture_outgoing,
    follow_entry,
    refresh_captured,
)
from archive.records.events import RecordEvent
from archive.records.kept_back import provide_held
from archive.records.models import Record
from archive.registering.following import follow_units
from archive.registering.scans import keep_scans
from archive.registrations import stuck
from archive.registrations.forgotten import CAPTURE_FORGOTTEN, capture_forgotten
from archive.reporting import notices as report_notices
from archive.reporting.reminding import REMIND as REMIND_BACKLOG
from archive.reporting.reminding import remind_backlog
from eoffice.files.events import UploadEvent
from eoffice.outbox.events import Event, on
from eoffice.outbox.lanes import Lane
from eoffice.outbox.timers import register_periodic
from workflow.dispositions.events import DispositionEvent
from workflow.incoming.events import IncomingEvent
from workflow.letters.events import LetterEvent
from workflow.models import Disposition
from workflow.registrations.following_branch import BranchEvent

DISPOSITION_EVENTS = (
    DispositionEvent.GIVEN,
    DispositionEvent.RECALLED,
    DispositionEvent.REOPENED,
)

HELD_ANEW = (
    RecordEvent.CAPTURED,
    RecordEvent.CONTENT_KEPT,
    RecordEvent.FILED,
    RecordEvent.UNFILED,
    RecordEvent.CORRECTED,
)

DATED = (
    RecordFileEvent.CLOSED,
    RecordFileEvent.EVENT_GIVEN,
    RecordFileEvent.REARRANGED,
)

REMIND_EVERY_S = 3600  # loans and backlogs go by days; the first hour is enough
FOLLOW_EVERY_S = 6 * 3600  # holds begin and end by days
CAPTURE_EVERY_S = 3600  # the events do it at once; this finds what they did not


def _capture_outgoing(event: Event) -> None:
    capture_outgoing(letter_id=UUID(event.payload["letter_id"]))


def _capture_incoming(event: Event) -> None:
    capture_incoming(incoming_id=UUID(event.payload["incoming_id"]))


def _follow_letter(event: Event) -> None:
    refresh_captured(letter_id=UUID(event.payload["letter_id"]), incoming_id=None)


def _follow_entry(event: Event) -> None:
    follow_entry(incoming_id=UUID(event.payload["incoming_id"]))


def _follow_disposition(event: Event) -> None:
    disposition = Disposition.objects.filter(pk=event.payload["disposition_id"]).first()
    if disposition is not None and disposition.incoming_id is not None:
        refresh_captured(letter_id=None, incoming_id=disposition.incoming_id)


def _lock_record(event: Event) -> None:
    extend_locks(record_id=UUID(event.payload["record_id"]))


def _lock_file(event: Event) -> None:
    extend_locks(record_file_id=UUID(event.payload["record_file_id"]))


def _keep_proofs_of(event: Event) -> None:
    keep_proofs(record_file_id=UUID(event.payload["record_file_id"]))


def _keep_proof(event: Event) -> None:
    keep_proofs(upload_id=UUID(event.payload["upload_id"]))


def _keep_scans_of(event: Event) -> None:
    keep_scans(record_id=UUID(event.payload["record_id"]))


def _keep_scan(event: Event) -> None:
    keep_scans(upload_id=UUID(event.payload["upload_id"]))


def _empty_boxes(event: Event) -> None:
    list_id = UUID(event.payload["list_id"])
    items = DestructionItem.objects.filter(destruction_list=list_id)
    files = set(items.values_list("record_file", flat=True))
    first = items.select_related("destruction_list").first()
    if first is not None:
        files_destroyed(list(files), because=first.destruction_list.name)


def _follow_hold(event: Event) -> None:
    begin_following(UUID(event.payload["hold_id"]))


def _keep_document(event: Event) -> None:
    keep_document(UUID(event.payload["record_id"]))


def _hold_record(event: Event) -> None:
    follow_record(UUID(event.payload["record_id"]))


def _ids(event: Event, name: str) -> Iterator[UUID]:
    return (UUID(one) for one in event.payload.get(name, "").split(",") if one)


def _follow_branch(event: Event) -> None:
    letters, incoming = _ids(event, "letter_ids"), _ids(event, "incoming_ids")
    origin = Q(letter__in=list(letters)) | Q(incoming__in=list(incoming))
    # One transaction for each: a batch of records must not keep all of them locked.
    for record in Record.objects.filter(origin).only("letter", "incoming"):
        refresh_captured(letter_id=record.letter_id, incoming_id=record.incoming_id)


def _follow_units(event: Event) -> None:
    """Once for each move: the letters out are done, those in begin."""
    if event.payload["kind"] == "incoming" and not event.payload["after"]:
        follow_units(list(_ids(event, "units")))


def register() -> None:
    """Register the handlers of this room."""
    provide_held(held_among, holds_of, keep_on)
    on(LetterEvent.SIGNED, "archive.capture_outgoing", _capture_outgoing)
    on(IncomingEvent.REGISTERED, "archive.capture_incoming", _capture_incoming)
    # Sending gives the recipients' positions a token, and the record follows it.
    on(LetterEvent.SENT, "archive.follow_letter", _follow_letter)
    # At the gate the desk changes: its keeper does not read on by the record.
    for moved in (IncomingEvent.AMENDED, IncomingEvent.GATE_PASSED):
        on(moved, FOLLOW_ENTRY, _follow_entry)
    for changed in (HoldEvent.PLACED, HoldEvent.LIFTED):
        on(changed, "archive.follow_hold", _follow_hold)
    # A scope covers what comes later too: a file's new record, a code's new letter.
    for placed in HELD_ANEW:
        on(placed, "archive.hold_record", _hold_record)
    # Documents of a destruction, a transfer, a hand-over are filed by themselves.
    on(RecordEvent.CAPTURED, "archive.keep_document", _keep_document)
    on(BranchEvent.FOLLOWED, "archive.follow_branch", _follow_branch)
    on(BranchEvent.NEXT, "archive.follow_units", _follow_units)
    on(RecordEvent.FILED, "archive.extend_locks", _lock_record)
    for dated in DATED:
        on(dated, "archive.extend_file_locks", _lock_file)
    # Whichever comes last: the act that names the file, or the end of its check.
    on(RecordFileEvent.PROOF_ADDED, "archive.keep_proofs", _keep_proofs_of)
    on(UploadEvent.CLEAN, "archive.keep_checked_proof", _keep_proof)
    on(DisposalEvent.DESTROYED, "archive.empty_boxes", _empty_boxes)
    # The sandbox counts their pages: not among the quick ones.
    on(RecordEvent.SCANS_BROUGHT, "archive.keep_scans", _keep_scans_of, lane=Lane.SLOW)
    on(UploadEvent.CLEAN, "archive.keep_checked_scan", _keep_scan, lane=Lane.SLOW)
    register_periodic(CAPTURE_FORGOTTEN, CAPTURE_EVERY_S, capture_forgotten)
    register_periodic(REMIND, REMIND_EVERY_S, remind_loans)
    loan_notices.register()
    of_lists.register()
    of_moves.register()
    of_reviews.register()
    pages.register()
    register_periodic(REMIND_BACKLOG, REMIND_EVERY_S, remind_backlog)
    report_notices.register()
    register_periodic(FOLLOW, FOLLOW_EVERY_S, follow_holds)
    stuck.register()
    # Reports and answers change nobody's sight, so the record need not look.
    for name in DISPOSITION_EVENTS:
        on(name, FOLLOW_DISPOSITION, _follow_disposition)
