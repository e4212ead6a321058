"""Acts on records, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class RecordAct(TrailAct):
    """What is done with a record."""

    CAPTURED = "record.captured", _("Captured as a record, bytes locked")
    ENTRY_FOLLOWED = "record.entry_followed", _("Corrected with the agenda entry")
    REGISTERED = "record.registered", _("Entered by the archivist")
    SCAN_KEPT = "record.scan_kept", _("Brought file kept, bytes locked")
    CORRECTED = "record.corrected", _("Facts of the record corrected")
    FILED = "record.filed", _("Filed")
    FILING_UNDONE = "record.filing_undone", _("Filing taken back")
