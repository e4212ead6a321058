"""Short forms of names: initials of runs of words, and "kepanjangan (SINGKATAN)".

Stop words have no letter in a short form: Badan Kepegawaian dan Pengembangan ... is
BKP....
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from search.analysis.stemming import is_stop_word
from search.analysis.text import fold, tokens

FEWEST, MOST = 3, 6  # words of a name whose initials are its short form
MOST_SHORT_CHARS = 12
MOST_DEFINITIONS = 20
CHARS_BEFORE = 120
_SHORT = re.compile(rf"\(([A-Za-z]{{{FEWEST},{MOST_SHORT_CHARS}}})\)")


def initials_of(words: Sequence[str]) -> str:
    """First letters of folded words, stop words left out."""
    return "".join(word[0] for word in words if not is_stop_word(word))


def runs_of(text: str) -> Iterator[tuple[str, str]]:
    """(initials, run of words) of every run of three to six words of a text."""
    words = [word for word, _start, _end in tokens(text)]
    counted = [at for at, word in enumerate(words) if not is_stop_word(word)]
    for first in range(len(counted)):
        for last in range(first + FEWEST - 1, min(first + MOST, len(counted))):
            run = words[counted[first] : counted[last] + 1]
            if all(word[0].isalpha() for word in run):
                yield initials_of(run), " ".join(run)


def definitions_in(text: str) -> tuple[tuple[str, str], ...]:
    """(short, long) of every "Musyawarah Desa (Musdes)" of a text, folded."""
    found: dict[tuple[str, str], None] = {}
    if "(" not in text:
        return ()
    for match in _SHORT.finditer(text):
        before = text[max(0, match.start() - CHARS_BEFORE) : match.start()]
        words = [word for word, _s, _e in tokens(before.rpartition(".")[2])]
        short = fold(match.group(1))
        long = _long_form(short, words)
        if long:
            found[short, long] = None
        if len(found) >= MOST_DEFINITIONS:
            break
    return tuple(found)


def _long_form(short: str, words: list[str]) -> str:
    """The fewest last words that spell the short form, each by its beginning."""
    for count in range(2, min(len(words), MOST + 2) + 1):
        run = words[-count:]
        if not is_stop_word(run[0]) and _spells(short, run):
            return " ".join(run)
    return ""


def _spells(short: str, words: Sequence[str]) -> bool:
    if not words:
        return not short
    word, rest = words[0], words[1:]
    if is_stop_word(word) and _spells(short, rest):
        return True
    return any(
        _spells(short[letters:], rest)
        for root in _roots(word)
        for letters in range(1, _shared(root, short) + 1)
    )


def _roots(word: str) -> list[str]:
    """The word, and without a prefix of two letters: kePEGawaian is peg."""
    return [word, word[2:]] if word.startswith(("ke", "pe", "me", "di")) else [word]


def _shared(root: str, short: str) -> int:
    """How many letters both begin with."""
    pairs = zip(root, short, strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))
