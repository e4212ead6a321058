"""Passwords that are guessed: common words, names of the place, years, in any dress.

A password is refused when nothing of one's own is left of it after common words, the
agency's own words, digits and signs are taken away: `Wanasari2026`, `P@ssw0rd!!`,
`Admin-Dinkes-123`. NIST SP 800-63B 3.1.1.2 asks for such a list, with the words of
the service itself.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from eoffice.environment import environment
from eoffice.organisation.models import Unit

WORDS = Path(__file__).parent / "data" / "guessable_words.txt"
OWN_LETTERS = 5  # as many letters must be left that stand on no list
OWN_SIGNS = 5  # different signs of all
SHORTEST_WORD = 3
LETTERS = re.compile(r"[^a-z]+")
# What stands for a letter, most often; each way to read a sign is tried.
DRESSES: tuple[dict[int, int], ...] = (
    {},
    str.maketrans("013457@$!|", "oieastasil"),
    str.maketrans("01345789@$!|+", "oleastbgasilt"),
)


@lru_cache(maxsize=1)
def listed_words() -> frozenset[str]:
    """Return the words of the shipped list."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(w for one in lines if not one.startswith("#") for w in one.split())


@lru_cache(maxsize=1)
def _breached() -> CommonPasswordValidator:
    return CommonPasswordValidator()


def own_words() -> set[str]:
    """Return the words of the agency: its name, its units, their places and codes."""
    fields = ("name", "short_name", "code", "place")
    named: list[str] = [environment().AGENCY_NAME, settings.BASE_URL]
    for row in Unit.objects.values_list(*fields):
        named += row
    found = {word for text in named for word in LETTERS.split(folded(text))}
    return {word for word in found if len(word) >= SHORTEST_WORD}


def folded(text: str) -> str:
    """Return the text without capitals, accents and compatibility forms."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def is_guessable(password: str, words: Iterable[str]) -> bool:
    """Tell whether too little of one's own is left without the words."""
    text = folded(password)
    if len(set(text)) < OWN_SIGNS:
        return True
    # the longest first: a short word inside a long one would leave a rest
    known = sorted({*listed_words(), *words}, key=len, reverse=True)
    return any(_is_empty(text.translate(dress), known) for dress in DRESSES)


def _is_empty(text: str, known: list[str]) -> bool:
    core = text.strip("0123456789 .,-_!?@#$%&*+=/")
    if core in _breached().passwords:
        return True
    bare = LETTERS.sub("", text)
    return len(_without(bare, known)) < OWN_LETTERS


def _without(text: str, known: list[str]) -> str:
    for word in known:
        if len(word) >= SHORTEST_WORD or text == word:
            text = text.replace(word, " ")
    return text.replace(" ", "")


class GuessablePasswordValidator:
    """Refuse what somebody who knows the office would try."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise where the password is guessable.

        Raises:
            ValidationError: with what helps.
        """
        named = [getattr(user, "username", ""), str(getattr(user, "official", ""))]
        personal = {w for text in named for w in LETTERS.split(folded(text))}
        if is_guessable(password, own_words() | personal):
            raise ValidationError(self.get_help_text(), code="password_guessable")

    def get_help_text(self) -> str:
        """Return what to choose instead."""
        return _(
            "This is easily guessed: common words, names of the office or place, months"
            " and years. Choose a sentence of your own, of four words or more."
        )
