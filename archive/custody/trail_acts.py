"""Acts on custody, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class CustodyAct(TrailAct):
    """What is done with a move of custody and with the files on it."""

    PROPOSED = "custody.proposed", _("Move of custody proposed")
    SUBMITTED = "custody.submitted", _("Move submitted to the receiver")
    APPROVED = "custody.approved", _("Move accepted by the receiver")
    OBJECTED = "custody.objected", _("Receiver objected to the move")
    ABORTED = "custody.aborted", _("Move called off")
    DROPPED = "custody.dropped", _("Files left the move")
    EXECUTING = "custody.executing", _("Move begun")
    PACKAGED = "custody.packaged", _("Package of the hand-over asked for")
    CHECKED = "custody.checked", _("Hashes of the package checked")
    VERIFIED = "custody.verified", _("Files of the hand-over verified")
    MOVED = "record_file.custody_moved", _("Custody of the file moved")
    DONE = "custody.done", _("Move done")
