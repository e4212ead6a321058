"""Acts of exchange, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class ExportAct(TrailAct):
    """What is done with an export, and with a record in it."""

    ASKED = "export.asked", _("Export asked for")
    WRITTEN = "export.written", _("Export written")
    TAKEN_OUT = "export.taken_out", _("Export taken out of the office")
    WITHDRAWN = "export.withdrawn", _("Export taken back")
    RECORD_EXPORTED = "record.exported", _("Written into an export")
