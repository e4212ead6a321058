"""What is searched for, as a tree of values: the form that is stored and sent on.

Saved searches, exports and links keep this form (as JSON with a version), never
the typed string, so a later parser cannot change what they mean.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import TypeAlias

from search.analysis.numbers import NumberForm

REQUEST_VERSION = 1
SORTS = (
    "relevance",
    "-letter_date",
    "letter_date",
    "-received_on",
    "received_on",
    "-number",
    "number",
)
# Fields by which results are narrowed and counted; classification and unit are
# trees: a value stands for its whole branch.
FACETS = ("kind", "direction", "type", "unit", "urgency", "status", "year")
FILTER_FIELDS = (*FACETS, "classification", "nip", "reference", "security")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word, in any of ``fields`` (all text fields when empty)."""

    text: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words next to each other in this order."""

    text: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefix:
    """Words that begin with ``text``."""

    text: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberIs:
    """A letter number, part of one, or a NIP, in any spelling."""

    form: NumberForm


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueIs:
    """One of ``values`` stands in a filter field."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWithin:
    """``letter_date`` or ``received_on`` from ``first`` up to before ``until``."""

    field: str
    first: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """Any one of the options (``a ATAU b``)."""

    options: tuple["Clause", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """None of what the clause finds (``-kata``)."""

    clause: "Clause"


Clause: TypeAlias = (
    Word | Phrase | Prefix | NumberIs | ValueIs | DateWithin | Either | Without
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """A whole question.

    ``clauses`` come from the typed text; ``chosen`` are the facet values ticked
    beside the results (field, values): they narrow the hits, while each facet is
    counted under the other facets' choices only.
    """

    text: str = ""
    clauses: tuple[Clause, ...] = ()
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: str = "relevance"
    all_words: bool = False
    version: int = field(default=REQUEST_VERSION)
    # Terms that mean the same, found for this one search; they are never stored.
    groups: tuple[tuple[str, ...], ...] = ()

    def asked_fields(self) -> set[str]:
        """Fields of filters and days that are asked for, typed or ticked."""
        ticked = {field for field, _values in self.chosen}
        return ticked.union(*(_fields_of(clause) for clause in self.clauses))


def _fields_of(clause: Clause) -> set[str]:
    if isinstance(clause, Either):
        return set().union(*(_fields_of(option) for option in clause.options))
    if isinstance(clause, Without):
        return _fields_of(clause.clause)
    return {clause.field} if isinstance(clause, ValueIs | DateWithin) else set()
