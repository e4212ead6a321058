"""From rows to the shapes of the API."""

from typing import Any

from django.utils import timezone

from archive.api import shapes
from archive.record_files.acts import allowed_acts, allowed_record_acts
from archive.record_files.models import RecordFile
from archive.record_files.proposals import proposal_for
from archive.record_files.retention import retention_of
from archive.records.models import Record, RecordContent
from eoffice.api.organisation.shapes import UnitRef
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit


def _unit(unit: Unit) -> UnitRef:
    return UnitRef(id=unit.pk, code=unit.code, name=unit.name)


def record_values(record: Record) -> dict[str, Any]:
    """Return the values of `shapes.Record`."""
    plain = ("id", "kind", "number", "record_date", "subject", "party")
    more = ("letter_type", "security_class", "captured_at", "filed_at")
    code, file = record.classification, record.record_file
    return {
        **{name: getattr(record, name) for name in (*plain, *more)},
        "kind_label": record.get_kind_display(),
        "classification_code": code.code if code else None,
        "unit": _unit(record.unit),
        "letter": record.letter_id,
        "incoming_letter": record.incoming_id,
        "file": _file_ref(file, record.item_number) if file else None,
        "version": record.row_version,
    }


def _file_ref(file: RecordFile, item: int | None) -> shapes.RecordFileRef:
    return shapes.RecordFileRef(
        id=file.pk, number=file.number, title=file.title, item_number=item
    )


def show_record(record: Record) -> shapes.Record:
    """Return the record as lists show it."""
    return shapes.Record(**record_values(record))


def show_details(record: Record, actor: Actor) -> shapes.RecordDetails:
    """Return the record with all that belongs to it."""
    file = record.record_file
    proposal = proposal_for(actor, record)
    acts = allowed_record_acts(actor, record)
    return shapes.RecordDetails(
        **record_values(record),
        retention=show_retention(file) if file else None,
        contents=[
            show_content(one) for one in record.contents.select_related("stored")
        ],
        proposed_file=shapes.RecordFileProposal(
            id=proposal.record_file.pk,
            number=proposal.record_file.number,
            title=proposal.record_file.title,
            reason=proposal.reason,
        )
        if proposal and acts
        else None,
        allowed_acts=acts,
    )


def show_content(content: RecordContent) -> shapes.RecordContent:
    """Return one stored file."""
    stored = content.stored
    return shapes.RecordContent(
        # The place in the record, not a row's id: it outlives an encrypted copy.
        id=content.order,
        name=content.name,
        media_type=stored.media_type,
        size=stored.size,
        sha256=stored.sha256,
        locked_until=stored.locked_until,
    )


def show_retention(file: RecordFile) -> shapes.RetentionSchedule:
    """Return rule, dates and state of a file."""
    rule = file.retention_rule
    found = retention_of(file, timezone.localdate())
    return shapes.RetentionSchedule(
        state=found.state,
        state_label=found.state.label,
        sentence=found.sentence,
        active_years=rule.active_years if rule else None,
        inactive_years=rule.inactive_years if rule else None,
        counted_from=rule.counted_from if rule else None,  # type: ignore[arg-type]  # judged by pydantic
        trigger_text=rule.trigger_text if rule else "",
        final_disposition=rule.final_disposition if rule else None,  # type: ignore[arg-type]  # judged by pydantic
        source=rule.source if rule else "",
        trigger_on=file.trigger_on,
        active_until=file.active_until,
        inactive_until=file.inactive_until,
    )


def show_file(file: RecordFile, actor: Actor) -> shapes.RecordFile:
    """Return a record file; `record_count` is annotated by the query."""
    return shapes.RecordFile(
        id=file.pk,
        number=file.number,
        title=file.title,
        unit=_unit(file.unit),
        classification_code=file.classification.code,
        opened_on=file.opened_on,
        closed_on=file.closed_on,
        record_count=getattr(file, "record_count", 0),
        retention=show_retention(file),
        allowed_acts=allowed_acts(actor, file),
        version=file.row_version,
    )
