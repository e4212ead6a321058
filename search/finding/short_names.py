"""Abbreviations that no table knows, read from the letters the searcher may see.

Found in subjects by initials, and where a letter says both: "kepanjangan (SINGKATAN)".
What is found becomes a group of the request, as if it stood in the synonyms.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from search.analysis.abbreviations import (
    FEWEST,
    MOST,
    MOST_SHORT_CHARS,
    runs_of,
)
from search.analysis.stemming import is_stop_word, stem
from search.analysis.synonyms import SynonymTable
from search.analysis.text import tokens
from search.analysis.word_table import word_table
from search.engines.contract import Access, Engine, PageOf
from search.query import SearchRequest
from search.query.request import Either, Word

#: Each costs a look into the index.
MOST_LOOKED_UP = 3
MOST_NAMES = 3
MOST_WORDS = 8
A_FEW = PageOf(limit=20, facets=())
NO_HITS = PageOf(limit=1, facets=())
_MARKED = re.compile(r"<mark>([A-Z]{3,6})</mark>")

Group = tuple[str, ...]


def with_short_names(
    request: SearchRequest, access: Access, engine: Engine
) -> SearchRequest:
    """The request, with groups for its short words and its long names."""
    words = list(_plain_words(request))
    if not words or len(words) > MOST_WORDS:
        return request
    groups = [*_long_names(words, access, engine), *_short(words, access, engine)]
    return replace(request, groups=tuple(groups)) if groups else request


def _plain_words(request: SearchRequest) -> Iterator[str]:
    for clause in request.clauses:
        if isinstance(clause, Word) and not clause.fields:
            yield from (word for word, _start, _end in tokens(clause.text))


def _long_names(words: list[str], access: Access, engine: Engine) -> Iterator[Group]:
    """What a short word of the query stands for."""
    known = engine.synonyms()
    asked = [word for word in words if _may_be_short(word, known)]
    for word in asked[:MOST_LOOKED_UP]:
        subjects, definitions = engine.naming(word, access)
        names = Counter(long for short, long in definitions if short == word)
        if not names and len(word) <= MOST and _is_no_word(word, access, engine):
            names.update(
                run
                for subject in subjects
                for spelt, run in runs_of(subject)
                if spelt == word
            )
        if names:
            yield (word, *(name for name, _count in names.most_common(MOST_NAMES)))


def _may_be_short(word: str, known: SynonymTable) -> bool:
    """Whether no table knows the word, neither as a short form nor as a word."""
    return (
        FEWEST <= len(word) <= MOST_SHORT_CHARS
        and word.isalpha()
        and word not in word_table()
        and known.match([stem(word)]) is None
    )


def _is_no_word(word: str, access: Access, engine: Engine) -> bool:
    """Whether it cannot be spoken, or stands in fewer than two letters."""
    if not set(word) & set("aeiou"):
        return True
    alone = SearchRequest(text=word, clauses=(Word(text=word),))
    return engine.search(alone, access, NO_HITS).total < 2  # noqa: PLR2004 - one letter may be misspelt


def _short(words: list[str], access: Access, engine: Engine) -> Iterator[Group]:
    """Short forms that letters write in capitals, of runs of the query's words."""
    named = dict(runs_of(" ".join(words)))
    asked = [one for one in named if one not in word_table() and not is_stop_word(one)]
    if not asked:
        return
    options = tuple(Word(text=one) for one in asked)
    clause = options[0] if len(options) == 1 else Either(options=options)
    found = engine.search(
        SearchRequest(text=" ".join(asked), clauses=(clause,)), access, A_FEW
    )
    shown = (piece for hit in found.hits for piece in (hit.subject_html, *hit.snippets))
    for short in _written_in_capitals(shown):
        if short in named:
            yield (named[short], short)


def _written_in_capitals(pieces: Iterable[str]) -> list[str]:
    """Marked words that stand out: in a text all of capitals nothing is an initial."""
    found: dict[str, None] = {}
    for piece in pieces:
        if any(char.islower() for char in piece.replace("mark", "")):
            found.update((word.lower(), None) for word in _MARKED.findall(piece))
    return list(found)
