"""Capture: a signed or registered letter becomes a record, once, by the outbox.

Signed bytes stand in the store under their retention lock already; capture adds the
record's own facts, extends locks that are shorter, and brings files that came in or
were attached into the locked place.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from archive.classification.catalogue import code_today
from archive.records import access
from archive.records.events import RecordEvent
from archive.records.kept_back import holds_on, keep_held
from archive.records.locking import keep_locked, lock_for, resting_on
from archive.records.models import (
    DevelopmentLevel,
    Medium,
    Record,
    RecordContent,
    RecordKind,
)
from archive.records.trail_acts import RecordAct
from eoffice.audit import trail
from eoffice.objects import store
from eoffice.objects.models import StoredObject
from eoffice.outbox import events
from workflow.encryption import must_be_encrypted
from workflow.incoming.locks import locked_incoming
from workflow.letters.locks import locked_letter
from workflow.models import (
    Channel,
    IncomingLetter,
    IncomingStatus,
    Letter,
    RecipientKind,
    SecurityClass,
    Signature,
)

#: Channels by which paper comes in.
ON_PAPER = (Channel.SCAN, Channel.COUNTER)


def capture_outgoing(*, letter_id: UUID) -> Record | None:
    """Capture a signed letter with its signed bytes and attachments."""
    with transaction.atomic():
        # Read under the lock: who gets the letter meanwhile stands in its tokens.
        letter = locked_letter(letter_id)
        if not letter.is_issued or letter.erased_at is not None:
            return None
        record = Record.objects.filter(letter=letter).first()
        if record is None:
            record = _outgoing_record(letter)
    _lock_contents(record)
    return record


def _outgoing_record(letter: Letter) -> Record:
    to = letter.recipients.filter(kind=RecipientKind.TO).select_related(
        "position", "unit"
    )
    record = Record.objects.create(
        kind=RecordKind.OUTGOING,
        letter=letter,
        unit=letter.unit,
        number=letter.number,
        record_date=letter.signed_letter_date or timezone.localdate(),
        subject=letter.subject,
        party="; ".join(str(r) for r in to)[:300],
        letter_type=letter.letter_type.code,
        classification=code_today(letter.classification_code),
        security_class=letter.security_class,
    )
    signature = letter.signatures.select_related("stored").latest("created_at")
    name = f"{letter.number.replace('/', '-')}.pdf"
    contents = [(signature.stored, name)]
    contents += [
        (a.stored, a.name) for a in letter.attachments.select_related("stored")
    ]
    _captured(record, contents)
    return record


def capture_incoming(*, incoming_id: UUID) -> Record | None:
    """Capture a registered incoming letter with the files as they came.

    From its registration on it is a record (PP 28/2012 Ps 42), whatever becomes of it.
    """
    with transaction.atomic():
        # What is copied is read under the lock: a correction comes before or after.
        incoming = locked_incoming(incoming_id)
        record = Record.objects.filter(incoming=incoming).first()
        if record is None:
            no_entry = incoming.status == IncomingStatus.RECEIVED
            if no_entry or incoming.erased_at is not None:
                return None
            record = _incoming_record(incoming)
    _lock_contents(record)
    return record


def _incoming_record(incoming: IncomingLetter) -> Record:
    record = Record.objects.create(
        kind=RecordKind.INCOMING,
        incoming=incoming,
        unit=incoming.unit,
        development=_development_of(incoming),
        medium=Medium.SCANNED if incoming.channel in ON_PAPER else Medium.ELECTRONIC,
        **entry_facts(incoming),
    )
    files = incoming.files.select_related("stored")
    _captured(record, [(f.stored, f.name) for f in files])
    return record


def _development_of(incoming: IncomingLetter) -> DevelopmentLevel:
    """Return how near to the original the letter came: a scan is a duplicate of paper.

    What is delivered inside is the signed original itself, to copies as a copy.
    """
    if incoming.is_copy:
        return DevelopmentLevel.COPY
    is_scan = incoming.channel in ON_PAPER
    return DevelopmentLevel.DUPLICATE if is_scan else DevelopmentLevel.ORIGINAL


def entry_facts(incoming: IncomingLetter) -> dict[str, Any]:
    """Return what a record takes from the agenda entry, by the record's names."""
    code = code_today(incoming.classification_code)
    received_on = timezone.localdate(incoming.received_at)
    return {
        "number": incoming.number or incoming.agenda_number,
        "record_date": incoming.letter_date or received_on,
        "subject": incoming.subject,
        "party": incoming.sender,
        "letter_type": incoming.letter_type,
        "classification": code,
        "security_class": incoming.security_class,
    }


def follow_entry(*, incoming_id: UUID) -> None:
    """Bring a record up to the corrected agenda entry of its letter; again harmless.

    A class is only ever raised from here: lowering one is an act of its own (tata
    naskah 5.2). How the bytes lie follows the class.
    """
    record = _followed(incoming_id)
    if record is not None:  # not captured yet: capture reads the same entry
        _lock_contents(record)


@transaction.atomic
def _followed(incoming_id: UUID) -> Record | None:
    incoming = locked_incoming(incoming_id)
    found = Record.objects.select_for_update(no_key=True, of=("self",)).filter(
        incoming=incoming
    )
    record = found.first()
    if record is None:
        return None
    facts = entry_facts(incoming)
    classes = [SecurityClass(record.security_class), facts["security_class"]]
    facts["security_class"] = max(classes, key=lambda one: SecurityClass(one).level)
    # What an archivist corrected stays; the class alone is raised all the same.
    kept = set(record.corrections.values_list("field", flat=True))
    changed = [
        name
        for name in facts
        if name not in kept and getattr(record, name) != facts[name]
    ]
    before = list(record.access_tokens)
    for name in changed:
        setattr(record, name, facts[name])
    if changed:
        held = holds_on(record.pk)
        record.row_version += 1
        record.save(update_fields=[*changed, "row_version"])
        trail.record(RecordAct.ENTRY_FOLLOWED, record, actor=None, fields=changed)
        # An amended entry lets nothing go free that a hold kept by its old words.
        if lost := held - holds_on(record.pk):
            keep_held(record.pk, lost)
    access.refresh_access(record)
    if changed or record.access_tokens != before:
        events.add(RecordEvent.ACCESS_CHANGED, record_id=record.pk)
    return record


@transaction.atomic
def refresh_captured(*, letter_id: UUID | None, incoming_id: UUID | None) -> None:
    """Follow who takes part: deliveries and dispositions open a record, or shut it."""
    origin = Q(letter=letter_id) if letter_id else Q(incoming=incoming_id)
    found = (
        Record.objects.select_for_update(no_key=True, of=("self",))
        .filter(origin)
        .first()
    )
    if found is None:  # not captured yet; capture reads the same tokens
        return
    before = list(found.access_tokens)
    access.refresh_access(found)
    if found.access_tokens != before:
        events.add(RecordEvent.ACCESS_CHANGED, record_id=found.pk)


def _captured(record: Record, contents: list[tuple[StoredObject, str]]) -> None:
    RecordContent.objects.bulk_create(
        RecordContent(record=record, stored=stored, name=name, order=n)
        for n, (stored, name) in enumerate(contents)
    )
    record.quantity = len(contents)
    record.save(update_fields=["quantity"])
    access.refresh_access(record)
    trail.record(RecordAct.CAPTURED, record, actor=None, kind=record.kind)
    events.add(RecordEvent.CAPTURED, record_id=record.pk)


def _lock_contents(record: Record) -> None:
    """Put every content under lock; outside any transaction, and as often as asked.

    What lies in the locked place already has its lock extended. Files somebody
    brought lie where nothing is locked: those are copied over first, encrypted when the
    record's class asks for it. A class raised later brings an encrypted copy; the plain
    one was locked before and stays, unused, for as long as it was locked then.
    """
    locked_place = store.default_store().bucket(store.Area.RECORDS)
    for content in record.contents.select_related("stored"):
        stored = content.stored
        if stored.bucket != locked_place or _is_too_open(content, record):
            _promote(content)
        else:
            keep_locked(stored)


def _is_too_open(content: RecordContent, record: Record) -> bool:
    """Tell whether a record's own copy must be encrypted and is not.

    Signed bytes belong to the letter: they lie as its class had them.
    """
    if content.stored.is_sealed or not must_be_encrypted(record.security_class):
        return False
    return not Signature.objects.filter(stored=content.stored_id).exists()


# Copied outside the transaction: a copy that comes too late is an orphan.
def _promote(content: RecordContent) -> None:
    # As its record's rule says: a later copy is locked no longer than the first one.
    own = resting_on(content.stored).filter(pk=content.record_id)
    placed = store.promote(
        content.stored,
        area=store.Area.RECORDS,
        lock_until=lock_for(record.record_file for record in own),
        sealed=must_be_encrypted(content.record.security_class),
    )
    with transaction.atomic():
        rows = RecordContent.objects.select_for_update(no_key=True, of=("self",))
        now = rows.get(pk=content.pk)
        if now.stored_id != content.stored_id:  # another delivery was faster
            return
        placed.save()
        now.stored = placed
        now.save(update_fields=["stored"])
