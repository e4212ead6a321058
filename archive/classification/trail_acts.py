"""Acts on the classification, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class ClassificationAct(TrailAct):
    """What is done with the security classes of codes (SKKAAD)."""

    CLASS_SET = "security_rule.set", _("Security class of a code set")
    CLASS_ENDED = "security_rule.ended", _("Security class of a code ended")
    CLASSES_IMPORTED = "security_rule.imported", _("Security classes taken over")
    CLASS_REVIEWED = "security_rule.reviewed", _("Security class of a code reviewed")
    CLASS_CONFIRMED = "security_rule.confirmed", _("Security class of a code confirmed")
