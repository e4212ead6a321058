"""What of a search may be kept: words of the language, never those of a person.

Shown as typed are words of the word table and of the groups, unless they stand in the
name of an official. A word that nothing knows is shown once three people typed it.
Numbers (letters, NIP, NIK) never are.
"""

from collections.abc import Iterable
from functools import reduce
from itertools import islice
from operator import or_
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from eoffice.organisation.models import Official
from search.analysis.abbreviations import FEWEST, MOST_SHORT_CHARS
from search.analysis.stemming import is_stop_word, stem
from search.analysis.synonyms import SynonymTable
from search.analysis.text import fold, tokens
from search.analysis.word_table import word_table
from search.watching.models import VainWord

HIDDEN = "…"
MOST_WORDS = 12
PEOPLE = 3
_SALT = "search.watching"


def masked(text: str, known: SynonymTable, person: UUID) -> str:
    """Return the words that may be kept, in their order, others hidden."""
    words = [word for word, _start, _end in islice(tokens(text), MOST_WORDS)]
    names = _names_among(words)
    shown = [_shown(word, known, names, person) for word in words]
    return " ".join(shown)[:200]


def hidden(text: str) -> str:
    """Return how many words it had, and no more."""
    return " ".join(HIDDEN for _word in islice(tokens(text), MOST_WORDS))


def _shown(word: str, known: SynonymTable, names: frozenset[str], person: UUID) -> str:
    if not word.isalpha() or word in names:
        return HIDDEN
    if is_stop_word(word) or word in word_table() or known.has_word(stem(word)):
        return word
    if FEWEST <= len(word) <= MOST_SHORT_CHARS and _asked_by_several(word, person):
        return word
    return HIDDEN


def _names_among(words: Iterable[str]) -> frozenset[str]:
    """Words that stand in a name of an official."""
    asked = [Q(name__icontains=word) for word in words if word.isalpha()]
    if not asked:
        return frozenset()
    rows = Official.objects.filter(reduce(or_, asked)).values_list("name", flat=True)
    return frozenset(word for name in rows for word, _start, _end in tokens(fold(name)))


def _digest(text: str) -> str:
    return salted_hmac(_SALT, text, algorithm="sha256").hexdigest()


@transaction.atomic
def _asked_by_several(word: str, person: UUID) -> bool:
    today = timezone.localdate()
    digest = _digest(word)
    VainWord.objects.get_or_create(digest=digest, defaults={"seen_on": today})
    row = VainWord.objects.select_for_update(no_key=True).get(digest=digest)
    row.seen_on = today
    if not row.word:
        row.persons = sorted({*row.persons, _digest(f"{person} {digest}")})
        if len(row.persons) >= PEOPLE:
            row.word, row.persons = word, []
    row.save()
    return bool(row.word)
