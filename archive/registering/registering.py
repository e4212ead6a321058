"""Entering records that are no letters of ours: one by one, or a list at once.

Paper of before the house, minutes, finished dispositions kept for themselves, what was
brought over from another program: each becomes a record of its unit like any other,
is filed, retained, held and destroyed like any other (PP 28/2012 Ps 42).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from archive.record_files.access import visible_record_file
from archive.record_files.locks import locked_files
from archive.record_files.models import RecordFile
from archive.records.access import tokens_for
from archive.records.events import RecordEvent
from archive.records.keepers import keepers_position
from archive.records.models import Record, RecordKind
from archive.records.trail_acts import RecordAct
from archive.registering import access
from archive.registering.checking import Known, faults_of, known_of
from archive.registering.inputs import MOST_ROWS, NO_NUMBER, RecordInput
from archive.registering.models import BroughtFile
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.outbox import events
from workflow.security_class import is_classed

BATCH = 500


@transaction.atomic
def register_record(*, actor: Actor, row: RecordInput) -> Record:
    """Enter one record, filed at once where the row names a file.

    Raises:
        NotFound: the unit or the file is not this keeper's.
        Invalid: with every fault, by the row's fields.
    """
    unit = Unit.objects.filter(pk=row.unit_id).first()
    if unit is None:
        raise NotFound
    access.require(actor, "record.register", unit)
    if row.record_file_id is not None:
        visible_record_file(actor, row.record_file_id)
        locked_files({row.record_file_id})
    known = known_of(actor, [row])
    if faults := faults_of(row, known):
        raise Invalid(faults)
    return _entered(actor, [row], known)[0]


def check_rows(actor: Actor, rows: Sequence[RecordInput]) -> dict[int, list[Fault]]:
    """Return the faults of each row that cannot be entered, by its place; dry."""
    known = known_of(actor, rows)
    found = {place: faults_of(row, known) for place, row in enumerate(rows)}
    return {place: faults for place, faults in found.items() if faults}


@transaction.atomic
def register_records(*, actor: Actor, rows: Sequence[RecordInput]) -> list[Record]:
    """Enter up to 1,000 rows in a few queries, all or none; return them in order.

    Raises:
        Invalid: every fault of every row, as `rows.<place>.<field>`; `check_rows`
            tells them before.
        ValueError: more rows than one call takes.
    """
    if len(rows) > MOST_ROWS:
        raise ValueError(len(rows))
    locked_files({row.record_file_id for row in rows if row.record_file_id})
    known = known_of(actor, rows)
    faults = [
        Fault(field=f"rows.{place}.{one.field}", code=one.code, message=one.message)
        for place, row in enumerate(rows)
        for one in faults_of(row, known)
    ]
    if faults:
        raise Invalid(faults)
    return _entered(actor, rows, known)


def _entered(actor: Actor, rows: Sequence[RecordInput], known: Known) -> list[Record]:
    """Write the judged rows; the files they go into are locked."""
    seats = {pk: keepers_position(actor, unit) for pk, unit in known.units.items()}
    tokens: dict[tuple[UUID, str], list[str]] = {}
    last = _last_items(known.files)
    made = []
    for row in rows:
        record = _record_of(row, known, seats[row.unit_id])
        if record.record_file_id is not None:
            last[record.record_file_id] += 1
            record.item_number = last[record.record_file_id]
        key = (row.unit_id, str(is_classed(record)))
        if key not in tokens:  # of one seat, the same for all of the unit and class
            tokens[key] = tokens_for(record)
        record.access_tokens = tokens[key]
        made.append(record)
    Record.objects.bulk_create(made, batch_size=BATCH)
    brought = BroughtFile.objects.bulk_create(
        (
            BroughtFile(record=record, upload=known.uploads[pk], order=order)
            for record, row in zip(made, rows, strict=True)
            for order, pk in enumerate(row.uploads)
        ),
        batch_size=BATCH,
    )
    _tell(made, brought, seats)
    return made


def _last_items(files: Mapping[UUID, RecordFile]) -> dict[UUID, int]:
    rows = Record.objects.filter(record_file__in=list(files)).order_by()
    told = rows.values_list("record_file").annotate(last=Max("item_number"))
    return defaultdict(int, {pk: number for pk, number in told if pk and number})


def _record_of(row: RecordInput, known: Known, seat: Actor) -> Record:
    if seat.chosen is None:  # `keeps` was asked: the person sits somewhere
        raise NotFound
    lies_in = known.files.get(row.record_file_id) if row.record_file_id else None
    return Record(
        kind=RecordKind.REGISTERED,
        unit=known.units[row.unit_id],
        registered_from=seat.chosen.position,
        number=row.number.strip() or NO_NUMBER,
        record_date=row.record_date,
        subject=row.description.strip(),
        party=row.party.strip(),
        letter_type=row.document_type.strip(),
        classification=known.code_of(row),
        security_class=row.security_class,
        development=row.development,
        quantity=row.quantity,
        quantity_unit=row.quantity_unit,
        medium=row.medium,
        record_file=lies_in,
        filed_at=timezone.now() if lies_in else None,
    )


def _tell(
    made: Sequence[Record],
    brought: Sequence[BroughtFile],
    seats: Mapping[UUID, Actor],
) -> None:
    by_unit: dict[UUID, list[Record]] = defaultdict(list)
    for record in made:
        by_unit[record.unit_id].append(record)
    for unit_id, records in by_unit.items():
        trail.record_many(
            ((RecordAct.REGISTERED, one, _told(one)) for one in records),
            actor=seats[unit_id],
        )
    # Captured: the search index and the holds hear of it as of any other record.
    events.add_many(RecordEvent.CAPTURED, ({"record_id": one.pk} for one in made))
    with_files = dict.fromkeys(one.record_id for one in brought)
    events.add_many(RecordEvent.SCANS_BROUGHT, ({"record_id": pk} for pk in with_files))


def _told(record: Record) -> dict[str, str | None]:
    lies_in = record.record_file_id
    return {"medium": record.medium, "record_file": str(lies_in) if lies_in else None}
