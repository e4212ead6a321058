"""Words for the acts of the archive in the audit trail; things by number alone."""

from django.utils.translation import gettext_lazy as _

from archive.record_files.models import RecordFile
from archive.records.models import Record
from eoffice.audit.trail_words import names_by, register_actions, register_thing

ACTIONS = {
    "record.captured": _("Captured as a record, bytes locked"),
    "record.entry_followed": _("Corrected with the agenda entry"),
    "load.created": _("Letters made for measuring"),
    "record.filed": _("Filed"),
    "record_file.opened": _("Record file opened"),
    "record_file.closed": _("Record file closed"),
}


def register() -> None:
    """Say them (called once, at start)."""
    register_actions(ACTIONS)
    register_thing(
        "archive.record", _("Record"), names_by(Record.objects.all, "number")
    )
    register_thing(
        "archive.recordfile",
        _("Record file"),
        names_by(RecordFile.objects.all, "number"),
    )
