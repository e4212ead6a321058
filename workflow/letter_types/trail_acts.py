"""Acts on letter types, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class TypeAct(TrailAct):
    """What is done with a type and its versions."""

    WRITTEN = "letter_type.written", _("Version of a letter type written")
    DROPPED = "letter_type.dropped", _("Draft of a letter type dropped")
    ACTIVATED = "letter_type.activated", _("Letter type activated")
    RETIRED = "letter_type.retired", _("Letter type retired")
