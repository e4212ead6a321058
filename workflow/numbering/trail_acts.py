"""Acts on registers, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class NumberAct(TrailAct):
    """What is done with a register and its numbers."""

    VOIDED = "number.voided", _("Number void")
    OWNER_SETTLED = "number.owner_settled", _("Owner of a register settled")
    RULE_ADDED = "number.rule_added", _("Rule of the registers added")
    RULE_ENDED = "number.rule_ended", _("Rule of the registers ended")
    RULE_CHANGED = "number.rule_changed", _("Rule of the registers changed")
