"""Records as search finds them: by the text of the letter they were captured from."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from archive.models import Record, RecordKind
from archive.records.access import records_readable_by
from archive.records.events import RecordEvent
from search.document import SearchRecord
from search.kinds.incoming import incoming_text, page_texts
from search.kinds.kind import Kind, ListedBy, Named, of_unit
from search.kinds.letter import RECIPIENT_PARTS, VERSION_PARTS, letter_text
from workflow.models import SecurityClass


def _rows() -> QuerySet[Record]:
    return Record.objects.select_related(
        "unit",
        "classification",
        *(f"letter__{part}" for part in VERSION_PARTS),
        "incoming__unit",
    ).prefetch_related(
        *(f"letter__{part}" for part in RECIPIENT_PARTS), page_texts("incoming__")
    )


def _document(row: Record, version: int) -> SearchRecord:
    is_outgoing = row.kind == RecordKind.OUTGOING
    is_letter = row.kind != RecordKind.REGISTERED
    text = letter_text(row.letter) if row.letter else ""
    if row.incoming:
        text = incoming_text(row.incoming)
    return SearchRecord(
        id=str(row.pk),
        version=version,
        kind=RECORD.name,
        security=SecurityClass(row.security_class).level,
        access=tuple(row.access_tokens),
        subject=row.subject,
        body=text,
        number=row.number,
        sequence_number=row.letter.sequence_number if row.letter else None,
        year=row.record_date.year,
        sender="" if is_outgoing else row.party,
        recipients=(row.party,) if is_outgoing and row.party else (),
        letter_date=row.record_date,
        type=row.letter_type,
        direction=("out" if is_outgoing else "in") if is_letter else "",
        status="filed" if row.record_file_id else "captured",
        classification_code=row.classification.code if row.classification else "",
        **of_unit(row.unit),  # type: ignore[arg-type]
    )


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
