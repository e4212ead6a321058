"""Acts on the register of mandates, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class MandateAct(TrailAct):
    """What is done with a mandate."""

    ENTERED = "mandate.entered", _("Mandate entered")
    ENDED = "mandate.ended", _("Mandate ended")
