"""What was read in another way than typed, in words for people."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.query import Hint

WORDS: Mapping[str, Promise] = {
    "unknown_field": _('"%(text)s:" is no field; it was searched as a word.'),
    "unknown_value": _('"%(text)s" is not known there; it was searched as words.'),
    "empty_field": _('Nothing stands behind "%(text)s:".'),
    "field_ends": _(
        'Only "%(text)s" was searched in that field; several words go in quotation '
        "marks."
    ),
    "left_out": _('"%(text)s" holds no word and was left out.'),
    "no_date": _('"%(text)s" is no day of the calendar; it was searched as words.'),
    "front_star": _('A star stands at the end of a word, not as in "%(text)s".'),
    "open_quote": _("A quotation mark was not closed."),
    "too_long": _("Only the beginning of your words was searched."),
    "only_common_words": _("These words stand in every letter; add another one."),
    "no_words": _("There is no word in what you typed."),
    "operator": _('"%(text)s" was read as an instruction, not as a word.'),
    "date": _('"%(text)s" was read as a date.'),
    "short_prefix": _('"%(text)s" is too short for a beginning of words.'),
    "many_prefixes": _('"%(text)s" was searched as a whole word: too many stars.'),
}


def told(hint: Hint) -> str:
    """Return the sentence of a hint."""
    return str(WORDS[hint.code]) % {"text": hint.text}
