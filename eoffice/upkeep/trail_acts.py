"""Acts of the operator, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class UpkeepAct(TrailAct):
    """What is tried again by hand."""

    OUTBOX_RETRIED = "outbox.retried", _("Stuck delivery tried again")
    STUCK_RETRIED = "stuck.retried", _("Stuck work tried again")
