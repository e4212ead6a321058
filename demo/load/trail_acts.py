"""Acts of the load, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class LoadAct(TrailAct):
    """What a measurement writes."""

    CREATED = "load.created", _("Letters made for measuring")
