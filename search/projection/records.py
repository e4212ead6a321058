"""From the rows of letters and records to search records.

Nothing else in this room reads letters for the index. Access tokens are taken as the
operations have written them on the row, so the index and the lists answer the same.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model, Prefetch, QuerySet
from django.utils import timezone

from archive.models import Record, RecordKind
from eoffice.organisation.models import Unit
from search.document import PAGE_END, SearchRecord
from workflow.letters.body import body_blocks
from workflow.letters.spoken_text import tree_text, words_of
from workflow.models import (
    IncomingLetter,
    IncomingStatus,
    Letter,
    PageText,
    SecurityClass,
)

BATCH = 200
KINDS: dict[str, type[Model]] = {
    "letter": Letter,
    "incoming": IncomingLetter,
    "record": Record,
}
_VERSION_PARTS = ("current_version", "letter_type", "unit", "signatory_position")


def _files(before: str = "") -> Prefetch:
    """Page texts of the files, without the places of their words.

    Those of a book are a hundred megabytes and nothing of them is indexed.
    """
    texts = PageText.objects.only("file", "page", "text")
    return Prefetch(f"{before}files__page_texts", queryset=texts)


def present_version() -> int:
    """A version that grows with time: microseconds of the database's clock.

    Taken before the rows are read, so a record never claims to be newer than it is;
    a change of rights alone does not move a row's own version.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT (extract(epoch FROM clock_timestamp()) * 1e6)::bigint")
        return int(cursor.fetchone()[0])


def rows_of(kind: str) -> QuerySet[Any]:
    """Rows of a kind, with all that a search record needs, oldest first."""
    found: QuerySet[Any]
    if kind == "letter":
        found = Letter.objects.select_related(*_VERSION_PARTS).prefetch_related(
            "recipients__position", "recipients__unit"
        )
    elif kind == "incoming":
        # Before its entry nobody but the clerk knows it, and they have their list.
        entered = IncomingLetter.objects.exclude(status=IncomingStatus.RECEIVED)
        found = entered.select_related("unit").prefetch_related(_files())
    else:
        found = Record.objects.select_related(
            "unit",
            "classification",
            *(f"letter__{part}" for part in _VERSION_PARTS),
            "incoming__unit",
        ).prefetch_related(
            "letter__recipients__position",
            "letter__recipients__unit",
            _files("incoming__"),
        )
    return found.order_by("pk")


def records_of(kind: str, ids: Iterable[UUID], version: int) -> list[SearchRecord]:
    """Search records of the rows that are there; gone ones are left out."""
    return [_BUILD[kind](row, version) for row in rows_of(kind).filter(pk__in=ids)]


def all_records() -> Iterator[SearchRecord]:
    """Every row of every kind, by ranges of ids; memory stays flat."""
    for kind in KINDS:
        last: UUID | None = None
        while True:
            version = present_version()
            rows = rows_of(kind)
            batch = list((rows.filter(pk__gt=last) if last else rows)[:BATCH])
            yield from (_BUILD[kind](row, version) for row in batch)
            if len(batch) < BATCH:
                break
            last = batch[-1].pk


def count_all() -> int:
    """How many records a rebuild will write."""
    return sum(rows_of(kind).count() for kind in KINDS)


def _of_unit(unit: Unit) -> dict[str, object]:
    path = unit.path or [unit.pk]
    return {"unit": str(unit.pk), "unit_path": tuple(str(pk) for pk in path)}


def _letter(row: Letter, version: int) -> SearchRecord:
    content = row.current_version.content if row.current_version else {}
    signature = content.get("signature", {})
    signer = row.signatory_position
    day = row.signed_letter_date or row.letter_date
    return SearchRecord(
        id=str(row.pk),
        version=version,
        kind="letter",
        security=SecurityClass(row.security_class).level,
        access=tuple(row.access_tokens),
        subject=row.subject,
        body=_letter_text(row),
        number=row.number,
        sequence_number=row.sequence_number,
        year=row.number_year or _local(row.created_at).year,
        sender=signer.title if signer else row.unit.name,
        recipients=tuple(str(one) for one in row.recipients.all()),
        signatory=" ".join(words_of(signature)),
        nips=_digits(signature.get("nip")),
        letter_date=day,
        type=row.letter_type.code,
        direction="out",
        urgency=row.urgency,
        status=row.status,
        classification_code=row.classification_code,
        pages=row.current_version.pages if row.current_version else 0,
        **_of_unit(row.unit),  # type: ignore[arg-type]
    )


def _letter_text(row: Letter) -> str:
    """The frozen text once there is one; the draft while it can still change."""
    if row.current_version and not row.is_editable:
        return tree_text(row.current_version.content)
    return "\n".join(words_of(body_blocks(row.body)))


def _incoming(row: IncomingLetter, version: int) -> SearchRecord:
    received_on = _local(row.received_at).date()
    return SearchRecord(
        id=str(row.pk),
        version=version,
        kind="incoming",
        security=SecurityClass(row.security_class).level,
        access=tuple(row.access_tokens),
        subject=row.subject,
        body=_incoming_text(row),
        number=row.number or row.agenda_number,
        sequence_number=row.agenda_sequence,
        year=(row.letter_date or received_on).year,
        sender=row.sender,
        recipients=(row.unit.name,),
        letter_date=row.letter_date,
        received_on=received_on,
        type=row.letter_type,
        direction="in",
        urgency=row.urgency,
        status=row.status,
        classification_code=row.classification_code,
        pages=sum(file.pages or 0 for file in row.files.all()),
        **_of_unit(row.unit),  # type: ignore[arg-type]
    )


def _incoming_text(row: IncomingLetter) -> str:
    pages = [page.text for file in row.files.all() for page in file.page_texts.all()]
    return PAGE_END.join(pages)


def _record(row: Record, version: int) -> SearchRecord:
    is_outgoing = row.kind == RecordKind.OUTGOING
    text = _letter_text(row.letter) if row.letter else ""
    if row.incoming:
        text = _incoming_text(row.incoming)
    return SearchRecord(
        id=str(row.pk),
        version=version,
        kind="record",
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
        direction="out" if is_outgoing else "in",
        status="filed" if row.record_file_id else "captured",
        classification_code=row.classification.code if row.classification else "",
        **_of_unit(row.unit),  # type: ignore[arg-type]
    )


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def _digits(text: object) -> tuple[str, ...]:
    digits = "".join(char for char in str(text or "") if char.isdigit())
    return (digits,) if digits else ()


_BUILD: dict[str, Callable[[Any, int], SearchRecord]] = {
    "letter": _letter,
    "incoming": _incoming,
    "record": _record,
}
