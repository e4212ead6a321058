"""Synonyms, looked up at search time only: edits work at once, no rebuild.

A group is a set of terms that mean the same in an office (``sk``, ``surat
keputusan``). The stems of a query are matched longest first against the groups;
what matches becomes a slot of alternatives: its own words or another term.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from search.analysis.stemming import stems
from search.analysis.text import fold

SYNONYMS_FILE = Path(__file__).with_name("synonyms.txt")
MAX_TERM_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SynonymMatch:
    """``length`` words of the query stand for each of ``terms`` (own one not in)."""

    length: int
    terms: tuple[str, ...]


class SynonymTable:
    """Groups of terms, keyed by the stems of each term."""

    def __init__(
        self,
        groups: Iterable[Sequence[str]],
        behind: "SynonymTable | None" = None,
    ) -> None:
        """Take groups of terms as written; a term may stand in several groups.

        Where no longer term of ours begins, the table ``behind`` is asked.
        """
        self._behind = behind
        self._terms: dict[tuple[str, ...], dict[str, None]] = {}
        for group in groups:
            for term in group:
                key = tuple(stems(term))
                if 0 < len(key) <= MAX_TERM_WORDS:
                    others = (other for other in group if tuple(stems(other)) != key)
                    self._terms.setdefault(key, {}).update(dict.fromkeys(others))
        self._longest = max(map(len, self._terms), default=0)
        self._words = frozenset(stem for key in self._terms for stem in key)

    def has_word(self, word_stem: str) -> bool:
        """Whether a word of this stem stands in a term of ours."""
        return word_stem in self._words

    def match(self, query_stems: Sequence[str]) -> SynonymMatch | None:
        """The longest term that stands at the start of ``query_stems``."""
        own = self._own_match(query_stems)
        other = self._behind.match(query_stems) if self._behind else None
        if own is None or (other and other.length > own.length):
            return other
        return own

    def _own_match(self, query_stems: Sequence[str]) -> SynonymMatch | None:
        for length in range(min(self._longest, len(query_stems)), 0, -1):
            terms = self._terms.get(tuple(query_stems[:length]))
            if terms:
                return SynonymMatch(length=length, terms=tuple(terms))
        return None


def read_groups(text: str) -> list[tuple[str, ...]]:
    """Groups of the file: terms parted by ``|``, one group a line."""
    groups = []
    for line in text.splitlines():
        content = line.partition("#")[0]
        terms = tuple(term.strip() for term in content.split("|") if term.strip())
        if len(terms) > 1:
            groups.append(tuple(dict.fromkeys(fold(term) for term in terms)))
    return groups


@cache
def shipped_groups() -> tuple[tuple[str, ...], ...]:
    """The groups of the file, as they stand there."""
    return tuple(read_groups(SYNONYMS_FILE.read_text("utf-8")))


@cache
def default_synonyms() -> SynonymTable:
    """The shipped groups."""
    return SynonymTable(shipped_groups())
