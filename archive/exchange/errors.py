"""Refusals of exchange."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import OfficeError, StateForbids


class ExportNotReady(StateForbids):
    """The export is still being written, or is not there any more."""

    code = "export_not_ready"
    message = _("This export is being written, or is not kept any more.")


class RightLost(OfficeError):
    """Between asking and writing the person lost the right to a record."""

    code = "right_lost"
    message = _("You may not take out all records of this export any more.")


class ExportStopped(OfficeError):
    """It was taken back while it was written."""

    code = "export_stopped"
    message = _("This export was taken back while it was being written.")
