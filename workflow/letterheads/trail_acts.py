"""Acts on emblems, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class EmblemAct(TrailAct):
    """What is done with the emblems of the letterhead."""

    BROUGHT = "emblem.brought", _("Emblem brought")
    USED = "emblem.used", _("Emblem taken into use")
