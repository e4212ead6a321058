"""Acts of the auditors' room itself, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class AuditAct(TrailAct):
    """What is done with the trail."""

    EXPORTED = "audit.exported", _("Audit trail taken out")


class OpeningAct(TrailAct):
    """Who opened what is confidential, whichever room keeps it."""

    OPENED = "content.opened", _("Content opened")
    REASON = "content.opening_reason", _("Reason of an opening given")
