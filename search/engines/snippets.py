"""Marks the words of a query in stored text, for engines that cannot.

The text is stemmed again and the original words are marked, so ``ketetapan``
marks ``menetapkan``. All output is escaped; only our own <mark> is markup.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

from search.analysis.stemming import Stem, analyse, stem
from search.analysis.text import fold, tokens
from search.query.plan import Alternative

FRAGMENTS, FRAGMENT_CHARS = 3, 160
CHARS_BEFORE_A_MATCH = 40
MAX_MATCHES = 200  # further ones would not change the three best fragments

Span: TypeAlias = tuple[int, int]

_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&#x27;",
        "/": "&#x2F;",
    }
)


def escape(text: str) -> str:
    """Escape as Elasticsearch's highlighter does, so both engines look alike."""
    return text.translate(_ESCAPES)


@dataclass(slots=True, kw_only=True)
class Marker:
    """What to mark: single stems, phrases (gap, stem), beginnings of words."""

    words: set[str] = field(default_factory=set)
    phrases: list[tuple[tuple[int, str], ...]] = field(default_factory=list)
    prefixes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, alternatives: Iterable[Alternative]) -> "Marker":
        """Marker for the alternatives that may have been met."""
        marker = cls()
        for one in alternatives:
            if one.kind == "prefix":
                marker.prefixes.append(one.text)
            elif one.kind == "phrase":
                first = one.stems[0].position
                pattern = tuple((s.position - first, s.stem) for s in one.stems)
                marker.phrases.append(pattern)
            else:
                marker.words.update(found.stem for found in one.stems)
        return marker

    def spans(self, text: str) -> list[Span]:
        """Places of matches in order, overlapping ones joined."""
        if not (self.words or self.phrases or self.prefixes):
            return []
        if self.phrases:
            spans = sorted([*self._word_spans(text), *self._phrase_spans(text)])
        else:
            spans = list(islice(self._word_spans(text), MAX_MATCHES))
        return _joined(spans)[:MAX_MATCHES]

    def _word_spans(self, text: str) -> Iterator[Span]:
        words, prefixes = self.words, tuple(self.prefixes)
        if not (words or prefixes):
            return
        for word, start, end in tokens(text):
            if stem(word) in words or (prefixes and word.startswith(prefixes)):
                yield start, end

    def _phrase_spans(self, text: str) -> Iterator[Span]:
        found = analyse(text)
        by_position = {one.position: one for one in found}
        starts = {pattern[0][1] for pattern in self.phrases}
        for one in found:
            if one.stem in starts:
                yield from self._phrases_at(one, by_position)

    def _phrases_at(self, first: Stem, by_position: dict[int, Stem]) -> Iterator[Span]:
        for pattern in self.phrases:
            run = [by_position.get(first.position + gap) for gap, _ in pattern]
            stems = [one.stem if one else None for one in run]
            if stems == [stem for _, stem in pattern] and run[-1] is not None:
                yield first.start, run[-1].end


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def mark_whole(text: str, spans: list[Span]) -> str:
    """The whole text, escaped, spans in <mark>."""
    parts, place = [], 0
    for start, end in spans:
        parts += [escape(text[place:start]), f"<mark>{escape(text[start:end])}</mark>"]
        place = end
    return "".join([*parts, escape(text[place:])])


def fragments(text: str, spans: list[Span]) -> tuple[str, ...]:
    """The best three pieces of about 160 characters; the beginning if no match."""
    if not spans:
        opening = _window(text, 0)
        return (_marked(text, opening, []),) if text.strip() else ()
    windows = list(_windows(text, spans))
    best = sorted(windows, key=lambda one: _worth(text, one, spans), reverse=True)
    return tuple(_marked(text, window, spans) for window in best[:FRAGMENTS])


def _windows(text: str, spans: list[Span]) -> Iterator[Span]:
    reached = 0
    for start, _end in spans:
        if start >= reached:
            window = _window(text, max(reached, start - CHARS_BEFORE_A_MATCH))
            reached = window[1]
            yield window


def _window(text: str, start: int) -> Span:
    """About 160 characters from ``start``, cut between words."""
    if start > 0:
        blank = re.compile(r"\s").search(text, start, start + CHARS_BEFORE_A_MATCH)
        start = blank.end() if blank else start
    end = min(len(text), start + FRAGMENT_CHARS)
    if end < len(text):
        end = max(text.rfind(" ", start, end), text.rfind("\n", start, end), start + 1)
        end = end if end > start + 1 else min(len(text), start + FRAGMENT_CHARS)
    return start, end


def _inside(window: Span, spans: list[Span]) -> list[Span]:
    first = bisect_left(spans, (window[0], 0))
    return [(s, e) for s, e in spans[first:] if e <= window[1]]


def _worth(text: str, window: Span, spans: list[Span]) -> tuple[int, int]:
    """Different words first, then how many."""
    inside = _inside(window, spans)
    return len({fold(text[s:e]) for s, e in inside}), len(inside)


def _marked(text: str, window: Span, spans: list[Span]) -> str:
    start, end = window
    shifted = [(s - start, e - start) for s, e in _inside(window, spans)]
    piece = text[start:end].replace("\f", " ").replace("\n", " ")
    return mark_whole(piece, shifted).strip()


def page_of(text: str, spans: list[Span]) -> int | None:
    """The page (from 1) of the first match; pages are parted by form feeds."""
    return text.count("\f", 0, spans[0][0]) + 1 if spans else None
