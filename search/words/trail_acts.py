"""Acts on the groups of words, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class WordsAct(TrailAct):
    """What is done with a group."""

    ADDED = "search_words.added", _("Group of words added")
    CHANGED = "search_words.changed", _("Group of words changed")
    REMOVED = "search_words.removed", _("Group of words removed")
    SWITCHED_OFF = "search_words.switched_off", _("Shipped group of words not used")
    SWITCHED_ON = "search_words.switched_on", _("Shipped group of words used again")
