"""Words for the acts on groups of words in the audit trail."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail_words import register_acts, register_thing
from search.words.trail_acts import WordsAct


def register() -> None:
    """Tell the trail; a group that was removed has no name any more."""
    register_acts(WordsAct)
    register_thing("office_search.wordgroup", _("Group of words"))
