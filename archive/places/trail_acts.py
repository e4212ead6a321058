"""Acts on boxes, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class BoxAct(TrailAct):
    """What is done with a box."""

    MADE = "box.made", _("Box made")
    CARRIED = "box.carried", _("Box carried to another place")
    STATE = "box.state", _("State of the box changed")
    PUT = "box.put", _("File put into the box")
    HANDED = "box.handed", _("Box went to its next keeper")
    TAKEN = "box.taken", _("File taken out of the box")
