"""Acts on the texts of a unit, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class UnitTextAct(TrailAct):
    """What is done with a snippet or a template."""

    KEPT = "unit_text.kept", _("Text of a unit kept")
    RENAMED = "unit_text.renamed", _("Text of a unit renamed")
    CHANGED = "unit_text.changed", _("Text of a unit changed")
    RETIRED = "unit_text.retired", _("Text of a unit retired")
