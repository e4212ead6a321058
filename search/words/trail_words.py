"""Words for the acts on groups of words in the audit trail."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail_words import names_by, register_acts, register_thing
from search.words.models import WordGroup
from search.words.trail_acts import WordsAct


def register() -> None:
    """Tell the trail; what is removed keeps its terms in the event alone."""
    register_acts(WordsAct)
    register_thing(
        "office_search.wordgroup",
        _("Group of words"),
        names_by(WordGroup.objects.all, "key"),
    )
