"""From rows to the shapes of the API."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from archive.api import shapes
from archive.record_files.acts import acts_of_keeper, allowed_record_acts
from archive.record_files.filing import CODE_DIFFERS, code_differs
from archive.record_files.models import RecordFile
from archive.record_files.proposals import proposal_for
from archive.record_files.retention import (
    FILE_STATES,
    FileState,
    lock_until,
    retention_of,
)
from archive.records.access import reads
from archive.records.models import Record, RecordContent
from archive.records.shown import own_title, shown_party
from eoffice.api.organisation.shapes import UnitRef
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit


def _unit(unit: Unit) -> UnitRef:
    return UnitRef(id=unit.pk, code=unit.code, name=unit.name)


def record_values(record: Record, actor: Actor) -> dict[str, Any]:
    """Return the values of `shapes.Record`; of a classed one maybe the entry alone."""
    plain = ("id", "kind", "number", "record_date")
    more = ("security_class", "captured_at", "filed_at")
    listed = ("development", "quantity", "quantity_unit", "medium")
    code, file = record.classification, record.record_file
    is_readable = reads(actor, record)
    return {
        **{name: getattr(record, name) for name in (*plain, *more, *listed)},
        "subject": own_title(record, actor),
        "party": shown_party(record, actor),
        "letter_type": record.letter_type if is_readable else "",
        "content_readable": is_readable,
        "kind_label": record.get_kind_display(),
        "classification_code": code.code if code else None,
        "unit": _unit(record.unit),
        "letter": record.letter_id,
        "incoming_letter": record.incoming_id,
        "file": _file_ref(file, record.item_number) if file else None,
        "version": record.row_version,
    }


def filed_values(record: Record, actor: Actor) -> dict[str, Any]:
    """Return the values of `shapes.FiledRecord`."""
    file, warnings = record.record_file, []
    if file is not None and code_differs(record, file):
        warnings.append({"code": "code_differs", "message": str(CODE_DIFFERS)})
    return {**record_values(record, actor), "warnings": warnings}


def _file_ref(file: RecordFile, item: int | None) -> shapes.RecordFileRef:
    return shapes.RecordFileRef(
        id=file.pk, number=file.number, title=file.title, item_number=item
    )


def show_record(record: Record, actor: Actor) -> shapes.Record:
    """Return the record as lists show it."""
    return shapes.Record(**record_values(record, actor))


def show_details(record: Record, actor: Actor) -> shapes.RecordDetails:
    """Return the record with all that belongs to it."""
    file = record.record_file
    proposal = proposal_for(actor, record)
    acts = allowed_record_acts(actor, record)
    contents = record.contents.select_related("stored")
    return shapes.RecordDetails(
        **record_values(record, actor),
        retention=show_retention(file) if file else None,
        # Names and hashes of files are content.
        contents=[show_content(one) for one in contents]
        if reads(actor, record)
        else [],
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
        explanation=found.explanation,
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


def show_file(
    file: RecordFile, *, keeps: bool, is_listed: bool = False
) -> shapes.RecordFile:
    """Return a record file; `record_count` is annotated by the query.

    `keeps`: the person files for its unit. `is_listed`: a record of it lies on a
    destruction list under way.
    """
    found = retention_of(file, timezone.localdate())
    return shapes.RecordFile(
        id=file.pk,
        number=file.number,
        title=file.title,
        unit=_unit(file.unit),
        classification_code=file.classification.code,
        code=file.classification.code,
        state=FileState.ON_LIST if is_listed else FILE_STATES[found.state],
        state_label=_("On a destruction list") if is_listed else found.state.label,
        opened_on=file.opened_on,
        closed_on=file.closed_on,
        activity_ended_on=file.activity_ended_on,
        trigger_on=file.trigger_on,
        active_until=file.active_until,
        inactive_until=file.inactive_until,
        fate=found.fate or None,  # type: ignore[arg-type]  # judged by pydantic
        lock_until=lock_until(file),
        explanation=found.explanation,
        record_count=getattr(file, "record_count", 0),
        retention=show_retention(file),
        allowed_acts=acts_of_keeper(file) if keeps else [],
        version=file.row_version,
    )
