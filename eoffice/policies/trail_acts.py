"""Acts on the office's own rules, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class PolicyAct(TrailAct):
    """Rules of the office."""

    CHANGED = "policy.changed", _("Office rule changed")
