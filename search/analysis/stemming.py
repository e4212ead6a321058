"""Stems of words: our word table first, the Snowball algorithm behind it.

The table is needed because Snowball breaks many office words (menetapkan/etap,
ketetapan/tetap). Changing the table or the stop words changes what stands in
an index: ``ANALYSIS_VERSION`` tells an index that it must be rebuilt.
"""

import hashlib
import threading
from functools import cache, lru_cache
from typing import NamedTuple

import snowballstemmer

from search.analysis.text import tokens
from search.analysis.word_table import word_table

# True function words only; tidak, belum, tanpa carry meaning and stay.
STOP_WORDS = (
    "adalah",
    "atau",
    "dalam",
    "dan",
    "dari",
    "dengan",
    "di",
    "ke",
    "oleh",
    "pada",
    "sebagai",
    "untuk",
    "yang",
)
_STOP = frozenset(STOP_WORDS)


class _Snowball(threading.local):
    """The algorithm, one per thread: it works inside its own fields."""

    def __init__(self) -> None:
        """Make the thread its own."""
        self.algorithm = snowballstemmer.stemmer("indonesian")


_snowball = _Snowball()


class Stem(NamedTuple):
    """A stem, the place of its word in the text, and its position among words.

    Stop words give no stem but take a position, so a phrase keeps its gaps.
    """

    stem: str
    start: int
    end: int
    position: int


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Stem of one folded word."""
    return word_table().get(word) or _snowball.algorithm.stemWord(word) or word


def is_stop_word(word: str) -> bool:
    """Whether a folded word is a mere function word."""
    return word in _STOP


def analyse(text: str) -> list[Stem]:
    """Stems of a text in order, stop words left out but counted in position."""
    return [
        Stem(stem(word), start, end, position)
        for position, (word, start, end) in enumerate(tokens(text))
        if word not in _STOP
    ]


def stems(text: str) -> list[str]:
    """Only the stems of a text."""
    return [stem(word) for word, _, _ in tokens(text) if word not in _STOP]


@cache
def analysis_version() -> str:
    """Short digest of everything that decides how a text is indexed."""
    lines = [f"{word}={lemma}" for word, lemma in sorted(word_table().items())]
    content = "\n".join(["rules 2", *STOP_WORDS, *lines])
    return hashlib.sha256(content.encode()).hexdigest()[:12]
