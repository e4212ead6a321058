"""Executes a plan on a view: hits in order, counts, facets, marked texts."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import tantivy
from tantivy import Occur, Order, Query

from search.analysis.text import clean_text, tokens
from search.embedded.queries import QueryMaker, index_field, matches
from search.embedded.schema import read_source
from search.embedded.views import View
from search.engines.contract import Access, FacetValue, Hit, PageOf, Suggestion
from search.engines.snippets import Marker, fragments, mark_whole, page_of
from search.faces import scope_of
from search.query.plan import Plan
from search.query.request import SearchRequest

FACET_SIZE = 500
_TOTAL = "_total"
MAX_RANKED = 10_000  # deeper pages of a ranked list are refused


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedQuestion:
    """All that a query is made of."""

    request: SearchRequest
    plan: Plan
    access: Access
    page: PageOf

    @property
    def by_relevance(self) -> bool:
        """Ranked, or in the order of a field."""
        return self.request.sort == "relevance" and self.plan.has_text


class FoundRow(NamedTuple):
    """A hit before its text is read: sort key (tier, value), searcher, place."""

    tier: int
    value: float
    searcher: tantivy.Searcher
    address: tantivy.DocAddress


class Reading:
    """One question on one view."""

    def __init__(self, question: EmbeddedQuestion, view: View, today: dt.date) -> None:
        """Build the queries; nothing is read yet."""
        self._question = question
        self._make = QueryMaker(view.schema, today)
        restricted = question.access.reads_restricted
        self._searchers = view.searchers(restricted=restricted)
        self._chosen = dict(question.request.chosen)
        chosen = self._make.chosen(self._chosen)
        self._asked = question.request.asked_fields()
        scored = self._make.plan_query(question.plan, question.access)
        self._query = self._narrowed(self._once(scored), chosen)
        # counting needs no scores, which are most of the work
        self._base = self._make.matching(question.plan, question.access)
        self._matching = self._narrowed(self._once(self._base), chosen)

    def _once(self, query: Query, *fields: str) -> Query:
        """Each letter once, by the rule that holds when fields are asked for."""
        scope = scope_of([*self._asked, *fields])
        return self._make.once(query, self._question.access, scope)

    @staticmethod
    def _narrowed(query: Query, filters: list[Query]) -> Query:
        if not filters:
            return query
        return Query.boolean_query([(Occur.Must, one) for one in (query, *filters)])

    def total_all_words(self) -> int | None:
        """How many of them hold every word."""
        plan = self._question.plan
        if len(plan.slots) < 2:  # noqa: PLR2004 - "all" says something from two on
            return None
        whole = replace(plan, all_words=True)
        query = self._once(self._make.matching(whole, self._question.access))
        return self._count(self._narrowed(query, self._make.chosen(self._chosen)))

    def _count(self, query: Query) -> int:
        return sum(matches(searcher, query) for searcher in self._searchers)

    def ranked(self, offset: int, limit: int) -> list[FoundRow]:
        """Best first, ``limit`` from ``offset`` on."""
        return self._merged(self._query, 0, offset + limit, None)[offset:]

    def ordered(self, state: Mapping[str, Any] | None, limit: int) -> list[FoundRow]:
        """In the order of a field; a pinned number's exact hits form the first tier."""
        field, descending = self._sort_field()
        found: list[FoundRow] = []
        for tier, query in enumerate(self._tiers()):
            if state and tier < state["tier"]:
                continue
            after = []
            if state and tier == state["tier"]:
                key = state["key"]
                after = [self._make.after(field, key, descending=descending)]
            rest = self._narrowed(query, after)
            found += self._merged(rest, tier, limit - len(found), (field, descending))
            if len(found) >= limit:
                break
        return found

    def _tiers(self) -> list[Query]:
        pinned = self._question.plan.pinned
        if pinned is None:
            return [self._query]
        exact = self._make.pinned(pinned)
        others = Query.boolean_query(
            [(Occur.Must, self._query), (Occur.MustNot, exact)]
        )
        return [self._narrowed(self._query, [exact]), others]

    def _sort_field(self) -> tuple[str, bool]:
        name = self._question.request.sort
        name = "-letter_date" if name == "relevance" else name
        if name.startswith("-"):
            return f"by_{name[1:]}", True
        return f"by_{name}_ascending", False

    def _merged(
        self, query: Query, tier: int, limit: int, by: tuple[str, bool] | None
    ) -> list[FoundRow]:
        found: list[FoundRow] = []
        for searcher in self._searchers:
            if by is None:
                result = searcher.search(query, limit=limit, count=False)
            else:
                order = Order.Desc if by[1] else Order.Asc
                result = searcher.search(
                    query, limit=limit, count=False, order_by_field=by[0], order=order
                )
            found += [FoundRow(tier, value, searcher, at) for value, at in result.hits]
        descending = by is None or by[1]
        found.sort(key=lambda one: one.value, reverse=descending)
        return found[:limit]

    def counted(
        self, fields: tuple[str, ...]
    ) -> tuple[int, dict[str, tuple[FacetValue, ...]]]:
        """How many match, and by value; each facet under the others.

        In one pass, but for facets that are chosen from or that tell faces apart.
        """
        present = scope_of(self._asked)
        shared = [
            field
            for field in fields
            if field not in self._chosen and scope_of([*self._asked, field]) == present
        ]
        total, counted = self._counted(self._matching, shared)
        for field in fields:
            if field not in counted:
                # without its own choice: else its other values would all show nought
                others = {n: v for n, v in self._chosen.items() if n != field}
                query = self._narrowed(
                    self._once(self._base, field), self._make.chosen(others)
                )
                counted |= self._counted(query, [field])[1]
        return total, {field: counted[field] for field in fields}

    def _counted(
        self, query: Query, fields: list[str]
    ) -> tuple[int, dict[str, tuple[FacetValue, ...]]]:
        asked: dict[str, Any] = {
            field: {"terms": {"field": index_field(field), "size": FACET_SIZE}}
            for field in fields
        }
        # every document has one, so its values are the documents
        asked[_TOTAL] = {"value_count": {"field": "id_key"}}
        total = 0
        counts: dict[str, Counter[str]] = {field: Counter() for field in fields}
        for searcher in self._searchers:
            answer = searcher.aggregate(query, asked)
            total += int(answer[_TOTAL]["value"])
            for field in fields:
                for bucket in answer[field]["buckets"]:
                    counts[field][_label(bucket["key"])] += int(bucket["doc_count"])
        return total, {field: _sorted_values(counts[field]) for field in fields}

    def hits(self, found: list[FoundRow]) -> tuple[Hit, ...]:
        """Read and mark the texts of a page."""
        plan = self._question.plan
        subject = Marker.of(plan.alternatives_in("subject"))
        body = Marker.of(plan.alternatives_in("body"))
        ranked = self._question.by_relevance
        return tuple(
            _hit(
                read_source(one.searcher.doc(one.address)),
                one.value if ranked else 0.0,
                subject,
                body,
            )
            for one in found
        )


def _label(key: Any) -> str:
    # the library counts a year under 2026.0
    return str(int(key)) if isinstance(key, int | float) else str(key)


def _sorted_values(counts: Counter[str]) -> tuple[FacetValue, ...]:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(FacetValue(value=value, count=count) for value, count in ordered)


def _hit(source: dict[str, Any], score: float, subject: Marker, body: Marker) -> Hit:
    text = source["body"]
    spans = body.spans(text)
    return Hit(
        id=source["id"],
        kind=source["kind"],
        version=source["version"],
        score=score,
        number=source["number"],
        subject=source["subject"],
        subject_html=mark_whole(source["subject"], subject.spans(source["subject"])),
        snippets=fragments(text, spans),
        sender=source["sender"],
        letter_date=_date(source["letter_date"]),
        received_on=_date(source["received_on"]),
        type=source["type"],
        direction=source["direction"],
        urgency=source["urgency"],
        status=source["status"],
        unit=source["unit"],
        classification_code=source["classification_code"],
        security=source["security"],
        page=page_of(text, spans) if source["pages"] else None,
        letter_key=source["letter_key"],
    )


def _date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def suggestions(
    text: str, access: Access, limit: int, view: View
) -> tuple[Suggestion, ...]:
    """Records with all typed words begun in the subject, or the number."""
    # the day only matters for the recency bonus, which suggestions do not have
    make = QueryMaker(view.schema, dt.date.min.replace(year=1900))
    typed = " ".join(clean_text(text)[:200].split())
    words = [word for word, _, _ in tokens(typed)]
    options = []
    if words:
        begun = [(Occur.Must, make.begins("subject_exact", word)) for word in words]
        options.append(Query.boolean_query(begun))
    number = typed.upper()
    if any(char.isdigit() for char in number):
        options.append(Query.boost_query(make.begins("number_norm", number), 3.0))
    if not options:
        return ()
    query = Query.boolean_query(
        [
            (Occur.Must, make.access_filter(access)),
            (Occur.Must, Query.boolean_query([(Occur.Should, o) for o in options])),
        ]
    )
    found = []
    for searcher in view.searchers(restricted=access.reads_restricted):
        result = searcher.search(query, limit=limit, count=False)
        found += [(score, searcher, address) for score, address in result.hits]
    found.sort(key=lambda one: -one[0])
    sources = [read_source(searcher.doc(at)) for _, searcher, at in found[:limit]]
    return tuple(
        Suggestion(
            id=one["id"], kind=one["kind"], number=one["number"], subject=one["subject"]
        )
        for one in sources
    )
