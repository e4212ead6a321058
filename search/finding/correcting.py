"""Words that were remembered in part or typed wrongly, read as what was meant.

Only asked when nothing holds every word. What is proposed comes from subjects that the
searcher may see, so a hint tells no more than a hit (search design 5).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeGuard

from search.analysis.text import fold, tokens
from search.engines.contract import Access, Engine, PageOf, letters_off
from search.query import SearchRequest
from search.query.request import Clause, Prefix, Word

#: Shorter words have too many neighbours, and a beginning of three finds half of all.
FEWEST_LETTERS = 4
FEWEST_LETTERS_TO_MEND = 5
# Each word may cost two searches.
MOST_WORDS = 8
NO_HITS = PageOf(limit=1, facets=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """The request that was meant, and how it would have been typed."""

    request: SearchRequest
    text: str


def corrected(
    request: SearchRequest, access: Access, engine: Engine
) -> Corrected | None:
    """Return what was probably meant; None when every word stands somewhere."""
    clauses: list[Clause] = []
    text, changed = request.text, False
    named = {term for group in request.groups for term in group}
    for at, clause in enumerate(request.clauses):
        meant: Clause = clause
        if at < MOST_WORDS and _is_plain(clause) and fold(clause.text) not in named:
            shown, meant = _better(clause, access, engine) or (clause.text, clause)
            text = text.replace(clause.text, shown, 1)
        clauses.append(meant)
        changed = changed or meant is not clause
    if not changed:
        return None
    return Corrected(
        request=replace(request, clauses=tuple(clauses), text=text), text=text
    )


def _is_plain(clause: Clause) -> TypeGuard[Word]:
    return isinstance(clause, Word) and not clause.fields


def _better(clause: Word, access: Access, engine: Engine) -> tuple[str, Clause] | None:
    """(as typed, clause) of the word that was meant by one that nothing holds."""
    word = next((token for token, _, _ in tokens(clause.text)), "")
    if len(word) < FEWEST_LETTERS or not word.isalpha():
        return None
    alone = SearchRequest(text=word, clauses=(Word(text=word),))
    if engine.search(alone, access, NO_HITS).total:
        return None
    subjects = engine.subjects_like(word, access)
    if any(token.startswith(word) for token in _words(subjects)):
        return f"{word}*", Prefix(text=word)
    meant = _nearest(word, subjects) if len(word) >= FEWEST_LETTERS_TO_MEND else None
    return (meant, Word(text=meant)) if meant else None


def _words(subjects: Iterable[str]) -> Iterable[str]:
    return (token for subject in subjects for token, _, _ in tokens(fold(subject)))


def _nearest(word: str, subjects: Iterable[str]) -> str | None:
    """The most frequent of the nearest words."""
    counted = Counter(_words(subjects))
    near = [
        (off, -count, other)
        for other, count in counted.items()
        if (off := distance(word, other, letters_off(word))) is not None
    ]
    return min(near)[2] if near else None


def distance(word: str, other: str, most: int) -> int | None:
    """Letters one word is off another, swaps counting once; None beyond `most`."""
    if abs(len(word) - len(other)) > most:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, sign in enumerate(word, 1):
        older, before, row = before, row, [at]
        for column, letter in enumerate(other, 1):
            best = min(
                before[column] + 1, row[-1] + 1, before[column - 1] + (sign != letter)
            )
            is_swap = (
                at > 1
                and column > 1
                and sign == other[column - 2]
                and word[at - 2] == letter
            )
            row.append(min(best, older[column - 2] + 1) if is_swap else best)
    return row[-1] if row[-1] <= most else None
