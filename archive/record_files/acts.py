"""What a person may do with records and record files now: for page, API, template."""

from django.utils.translation import gettext as _

from archive.record_files import access
from archive.record_files.closing import counts_from_event
from archive.record_files.models import RecordFile
from archive.records.models import Record
from eoffice.organisation.actor import Actor


def allowed_acts(actor: Actor, record_file: RecordFile) -> list[str]:
    """Return what this person may do with the file now."""
    keeps = access.may(actor, "record_file.close", record_file)
    return acts_of_keeper(record_file) if keeps else []


def acts_of_keeper(record_file: RecordFile) -> list[str]:
    """Return what a person who files for its unit may do with the file now."""
    if record_file.merged_into_id is not None:
        return []
    arranging = ["merge", "move", "split"]
    if record_file.closed_on is None:
        return ["close", "file_records", *arranging]
    if record_file.trigger_on is not None:
        return ["event_proof", *arranging, "reopen"]
    awaited = ["event"] if counts_from_event(record_file) else []
    return [*awaited, *arranging, "reopen"]


def why_not_filed(record: Record, *, keeps: bool) -> str:
    """Return in words why the person may not file or move the record; else nothing.

    `keeps`: the person files for its unit.
    """
    if not keeps:
        return _("Filed by the records clerk or archivist of its unit.")
    lies_in = record.record_file
    if lies_in is not None and lies_in.closed_on is not None:
        return _("Its file is closed; reopen the file with a reason first.")
    return ""


def allowed_record_acts(actor: Actor, record: Record) -> list[str]:
    """Return what this person may do with the record now: file it, or move it."""
    lies_in = record.record_file
    # A closed file counts its retention: what lies in it stays in it.
    if lies_in is not None and lies_in.closed_on is not None:
        return []
    return ["file"] if access.may(actor, "record.file", record) else []
