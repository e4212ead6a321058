"""Records as search finds them: by the text of the letter they were captured from."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from archive.models import Record, RecordKind
from archive.records.access import records_readable_by
from archive.records.events import RecordEvent
from search.document import SearchRecord
from search.faces import Face
from search.kinds.incoming import (
    DELIVERED_PARTS,
    incoming_text,
    key_of_incoming,
    page_texts,
)
from search.kinds.kind import (
    Kind,
    Letters,
    ListedBy,
    Named,
    OfLetter,
    facts_of,
    of_unit,
    tokens_of_row,
)
from search.kinds.letter import RECIPIENT_PARTS, VERSION_PARTS, letter_text
from workflow.models import SecurityClass

DIRECTIONS = {RecordKind.OUTGOING.value: "out", RecordKind.INCOMING.value: "in"}


def _rows() -> QuerySet[Record]:
    return Record.objects.select_related(
        "unit",
        "classification",
        *(f"letter__{part}" for part in VERSION_PARTS),
        "incoming__unit",
        *(f"incoming__{part}" for part in DELIVERED_PARTS),
    ).prefetch_related(
        *(f"letter__{part}" for part in RECIPIENT_PARTS), page_texts("incoming__")
    )


def _document(row: Record, version: int) -> SearchRecord:
    is_outgoing = row.kind == RecordKind.OUTGOING
    text = letter_text(row.letter) if row.letter else ""
    if row.incoming:
        text = incoming_text(row.incoming)
    return SearchRecord(
        version=version,
        subject=row.subject,
        body=text,
        number=row.number,
        sequence_number=row.letter.sequence_number if row.letter else None,
        year=row.record_date.year,
        sender="" if is_outgoing else row.party,
        recipients=(row.party,) if is_outgoing and row.party else (),
        letter_date=row.record_date,
        type=row.letter_type,
        classification_code=row.classification.code if row.classification else "",
        **facts_of(_face(row)),
        **of_unit(row.unit),  # type: ignore[arg-type]
    )


def _face(row: Record) -> Face:
    return Face(
        id=str(row.pk),
        kind=RECORD.name,
        direction=DIRECTIONS.get(row.kind, ""),
        status="filed" if row.record_file_id else "captured",
        unit=str(row.unit_id),
        security=SecurityClass(row.security_class).level,
        **tokens_of_row(row.access_tokens),  # type: ignore[arg-type]
    )


def _light(rows: QuerySet[Record]) -> QuerySet[Record]:
    names = ("kind", "record_file_id", "unit_id", "security_class", "access_tokens")
    sent = ("incoming__delivery__letter_id", "incoming__delivery__incoming_id")
    rows = rows.select_related("incoming__delivery")
    return rows.only(*names, "letter_id", "incoming_id", *sent)


def _key(row: Record) -> UUID:
    if row.letter_id:
        return row.letter_id
    return key_of_incoming(row.incoming) if row.incoming else row.pk


def _of(letters: Letters) -> Q:
    incoming = letters.keys | letters.copies
    of_letter = Q(letter__in=letters.keys) | Q(incoming__in=incoming)
    return of_letter | Q(pk__in=letters.keys)


def _keys(ids: Iterable[UUID]) -> dict[UUID, UUID]:
    given = set(ids)
    rows = Record.objects.filter(pk__in=given)
    named = rows.values_list(
        "pk", "letter_id", "incoming__delivery__letter_id", "incoming_id"
    )
    keys = {pk: next(one for one in (*origin, pk) if one) for pk, *origin in named}
    return {pk: keys.get(pk, pk) for pk in given}


def _touched(named: Named) -> set[UUID]:
    """Those that are named, and those captured from a letter that changed."""
    if not (named["letter"] or named["incoming"]):
        return named["record"]
    origin = Q(letter__in=named["letter"]) | Q(incoming__in=named["incoming"])
    captured = Record.objects.filter(origin).values_list("pk", flat=True)
    return named["record"] | set(captured)


RECORD: Kind[Record] = Kind(
    name="record",
    label=_("Record"),
    icon="archive",
    page="record_read",
    model=Record,
    rows=_rows,
    document=_document,
    visible_to=records_readable_by,
    of_letter=OfLetter(
        rows=Record.objects.all,
        light=_light,
        key=_key,
        face=_face,
        of=_of,
        keys=_keys,
    ),
    listed_by=ListedBy(sender="party", day="record_date"),
    states={"captured": _("Not filed"), "filed": _("Filed")},
    has_asked_states=False,
    events=(
        RecordEvent.CAPTURED,
        RecordEvent.FILED,
        RecordEvent.UNFILED,
        RecordEvent.CORRECTED,
        RecordEvent.ACCESS_CHANGED,
    ),
    named_by=("record", "letter", "incoming"),
    touched=_touched,
)
