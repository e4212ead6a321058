"""Acts on holds, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class HoldAct(TrailAct):
    """What is done with a hold."""

    PLACED = "hold.placed", _("Hold placed")
    KEPT_ON = "hold.kept_on", _("Hold goes on for a record that was amended")
    LIFTED = "hold.lifted", _("Hold lifted")
