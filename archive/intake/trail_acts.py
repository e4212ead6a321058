"""Acts of bringing in, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class IntakeAct(TrailAct):
    """What is done with something brought in from elsewhere."""

    BROUGHT = "intake.brought", _("Brought in from elsewhere")
    ASKED = "intake.asked", _("Check or entry of rows asked for")
    ENDED = "intake.ended", _("Entered from elsewhere")
