"""Acts on second copies, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class SecondCopyAct(TrailAct):
    """What is done from the second store."""

    REPAIRED = "object.repaired", _("Bytes put back from the second copy")
