"""Taking a filing back: possible until somebody acts on what was filed.

An act of its own and no trick of the page: records return to where they lay, and the
trail tells both.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from archive.record_files.errors import ActedSince, FilingUndone, HeldInFile
from archive.record_files.filing_many import WRITTEN, last_items, locked_records
from archive.record_files.locks import locked_files
from archive.record_files.models import FiledRecord, Filing, RecordFile
from archive.records.events import RecordEvent
from archive.records.keepers import units_kept_by
from archive.records.kept_back import kept_back_among
from archive.records.models import Record
from archive.records.trail_acts import RecordAct
from eoffice.audit import trail
from eoffice.errors import NotFound, StateForbids
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from workflow.rights import one_of


def filings_visible_to(actor: Actor | None) -> QuerySet[Filing]:
    """Return the person's own filings: nobody else takes them back."""
    if actor is None:
        return Filing.objects.none()
    return Filing.objects.filter(by=actor.official)


def visible_filing(actor: Actor | None, filing_id: UUID | str) -> Filing:
    """Return one's own filing, or NotFound."""
    return one_of(filings_visible_to(actor), filing_id)


def hindrance(filing: Filing) -> StateForbids | None:
    """Return why the filing can not be taken back now, or nothing; two queries."""
    if filing.undone_at is not None:
        return FilingUndone(state="undone")
    moved = filing.moves.exclude(
        record__row_version=F("version"), record__record_file=F("to_file")
    )
    shut = filing.moves.filter(
        Q(to_file__closed_on__isnull=False) | Q(from_file__closed_on__isnull=False)
    )
    # A record that was destroyed since took its line along.
    if not filing.moves.exists() or moved.exists() or shut.exists():
        return ActedSince(state="acted_since")
    filed = list(filing.moves.values_list("record", flat=True))
    return HeldInFile(state="held") if kept_back_among(filed) else None


@transaction.atomic
def undo_filing(*, actor: Actor, filing_id: UUID) -> Filing:
    """Put all records of one's filing back where they lay before.

    A file that was opened for them stays, open and empty: its number is given.

    Raises:
        NotFound: not this person's filing.
        FilingUndone, ActedSince, HeldInFile: the state forbids it; nothing changed.
    """
    visible_filing(actor, filing_id)
    moves = list(FiledRecord.objects.filter(filing=filing_id).order_by("record"))
    concerned = {one.to_file_id for one in moves}
    concerned |= {one.from_file_id for one in moves if one.from_file_id}
    files = locked_files(concerned)
    records = locked_records(one.record_id for one in moves)
    filing = Filing.objects.select_for_update(no_key=True).get(pk=filing_id)
    units = {one.unit_id for one in records.values()}
    if units_kept_by(actor).filter(pk__in=units).count() < len(units):
        raise NotFound
    if refusal := hindrance(filing):
        raise refusal
    _put_back(moves, records, files)
    filing.undone_at = timezone.now()
    filing.save(update_fields=["undone_at"])
    entries = [
        (
            RecordAct.FILING_UNDONE,
            records[one.record_id],
            {
                "filing": str(filing.pk),
                "record_file": str(one.to_file_id),
                "back_in": str(one.from_file_id) if one.from_file_id else None,
            },
        )
        for one in moves
    ]
    trail.record_many(entries, actor=actor)
    events.add_many(
        RecordEvent.UNFILED, ({"record_id": one.record_id} for one in moves)
    )
    return filing


def _put_back(
    moves: list[FiledRecord],
    records: dict[UUID, Record],
    files: dict[UUID, RecordFile],
) -> None:
    before = {one.from_file_id for one in moves if one.from_file_id}
    numbers = last_items(before)
    lying = Record.objects.filter(record_file__in=before)
    taken = set(lying.values_list("record_file", "item_number"))
    for one in moves:
        record, lay_in = records[one.record_id], one.from_file_id
        number = one.from_item
        if lay_in and (lay_in, number) in taken:  # given to another meanwhile
            numbers[lay_in] += 1
            number = numbers[lay_in]
        record.record_file = files[lay_in] if lay_in else None
        record.item_number = number if lay_in else None
        record.filed_at = record.filed_at if lay_in else None
        if one.took_code:
            record.classification = None
        record.row_version += 1
    Record.objects.bulk_update(list(records.values()), WRITTEN)
