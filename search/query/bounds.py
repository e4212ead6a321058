"""What a query may cost, however it came: typed, stored, or posted as a structure.

A beginning looks through every word of the index, so there are few of them and none
is short; a word that stands twice asks for nothing more.
"""

from collections.abc import Iterable
from dataclasses import replace

from search.analysis.text import tokens
from search.query.request import Clause, Either, Phrase, Prefix, Without, Word

MIN_PREFIX_CHARS = 3
MAX_PREFIXES = 3
# No typed text has so many.
MAX_WORDS_IN_ALL = 2_000


def bounded(clauses: Iterable[Clause]) -> list[Clause]:
    """The clauses, beginnings that are short or one too many read as words."""
    kept: set[Prefix] = set()
    return [_bounded(clause, kept) for clause in clauses]


def _bounded(clause: Clause, kept: set[Prefix]) -> Clause:
    if isinstance(clause, Either):
        options = tuple(_bounded(option, kept) for option in clause.options)
        return replace(clause, options=options)
    if isinstance(clause, Without):
        return replace(clause, clause=_bounded(clause.clause, kept))
    if not isinstance(clause, Prefix) or clause in kept:
        return clause
    if len(clause.text) < MIN_PREFIX_CHARS or len(kept) == MAX_PREFIXES:
        return Word(text=clause.text, fields=clause.fields)
    kept.add(clause)
    return clause


def words_in(clauses: Iterable[Clause]) -> int:
    """How many words the clauses ask for, at any depth."""
    return sum(_words(clause) for clause in clauses)


def _words(clause: Clause) -> int:
    if isinstance(clause, Word | Phrase | Prefix):
        return max(1, sum(1 for _token in tokens(clause.text)))
    if isinstance(clause, Without):
        return _words(clause.clause)
    if isinstance(clause, Either):
        return words_in(clause.options)
    return 1
