"""A plan as tantivy query; user text never reaches a query parser."""

import datetime as dt
import re

from tantivy import FieldType, Occur, Query, Schema, Searcher

from search.analysis.numbers import NumberForm
from search.analysis.stemming import analyse
from search.embedded.schema import WORDS, exact_text, ordinal
from search.engines.contract import Access
from search.faces import EVERYWHERE, Scope
from search.query.plan import (
    FIELD_TIE,
    NEAR_SLOP,
    NEAR_WEIGHT,
    PAIR_WEIGHT,
    TEXT_FIELDS,
    Alternative,
    AnyOf,
    Node,
    Plan,
    Slot,
)
from search.query.request import DateWithin, ValueIs

SUBJECT_WEIGHT = 2.0
# Beyond every score of a text: the exact number comes first.
PINNED_WEIGHT = 10_000.0
# The tie of the server's queries, so that both engines rank alike.
SLOT_TIE = 0.5
# Recency: at most 0.5, halved at half a year, as on the server.
_RECENCY_STEPS = ((30, 0.1), (90, 0.1), (180, 0.1), (540, 0.1), (1800, 0.05))
_INDEX_FIELD = {
    "unit": "unit_path",
    "classification": "classification_path",
    "nip": "nips",
    "reference": "references",
}
_NUMERIC = frozenset({"year", "security"})


def index_field(field: str) -> str:
    """Field of the index for a filter field; trees are asked by branch."""
    return _INDEX_FIELD.get(field, field)


class QueryMaker:
    """Makes queries for one schema."""

    def __init__(self, schema: Schema, today: dt.date) -> None:
        """``today`` only serves the recency bonus."""
        self._schema = schema
        self._today = today

    def access_filter(self, access: Access) -> Query:
        """What the searcher may find and nothing else, each letter once."""
        return self.once(self.rights_filter(access), access, EVERYWHERE)

    def once(self, query: Query, access: Access, scope: Scope) -> Query:
        """Of what the query finds only the best face of each letter."""
        hiding = access.hiding(scope)
        granted = self._terms("access", sorted(access.person_grants))
        others = _without(self._terms("behind", hiding.others), granted)
        hidden = _any([self._terms("behind", hiding.own), others])
        if access.reopened:
            reopened = self._terms("letter_key", sorted(access.reopened))
            hidden = _without(hidden, reopened)
        return _without(query, hidden)

    def rights_filter(self, access: Access) -> Query:
        """What the searcher may find, with every face of a letter that he may."""
        security = self._range("security", None, access.clearance)
        open_to_tokens = _all(
            [self._terms("access", sorted(access.all_tokens)), security]
        )
        granted = self._terms("access", sorted(access.person_grants))
        refused = [self._terms("denied", sorted(access.all_tokens))]
        if access.denied_ids:
            refused.append(self._terms("id", sorted(access.denied_ids)))
        allowed = [(Occur.Must, _any([open_to_tokens, granted]))]
        return _unscored(
            Query.boolean_query(allowed + [(Occur.MustNot, one) for one in refused])
        )

    def matching(self, plan: Plan, access: Access) -> Query:
        """The query of all faces, told without scores: for counting."""
        parts = [(Occur.Must, self.rights_filter(access))]
        parts += [(Occur.Must, self.node(node)) for node in plan.required]
        parts += [(Occur.MustNot, self.node(node)) for node in plan.excluded]
        if plan.slots:
            met = [self.met(slot) for slot in plan.slots]
            parts.append((Occur.Must, _all(met) if plan.all_words else _any(met)))
        return Query.boolean_query(parts)

    def plan_query(self, plan: Plan, access: Access) -> Query:
        """The query of all faces, scored; which are left out is told by `once`."""
        parts = [(Occur.Must, self.rights_filter(access))]
        for node in plan.required:
            query = self.node(node)
            scored = isinstance(node, Slot | AnyOf)
            parts.append((Occur.Must, query if scored else _unscored(query)))
        parts += [(Occur.MustNot, self.node(node)) for node in plan.excluded]
        if plan.slots:
            words = [self.slot(slot) for slot in plan.slots]
            parts.append((Occur.Must, _all(words) if plan.all_words else _any(words)))
        parts += [(Occur.Should, bonus) for bonus in self._bonuses(plan)]
        return Query.boolean_query(parts)

    def met(self, slot: Slot) -> Query:
        """Whether a slot is met, without scores: one list of documents a word."""
        if slot.fields != TEXT_FIELDS:
            return _unscored(self.slot(slot))
        return _any([self._met(one) for one in slot.alternatives])

    def _met(self, one: Alternative) -> Query:
        if one.form is not None:
            return self.number(one.form)
        if one.kind == "prefix":
            begun = [self.begins(name, one.text) for name in (WORDS, "subject_exact")]
            return _any([*begun, *(self._holds(s.stem) for s in analyse(one.text))])
        found = _all([self._holds(stem.stem) for stem in one.stems])
        if one.kind != "phrase":
            return found
        phrases = [self._phrase(one.text, field, 0) for field in TEXT_FIELDS]
        return _unscored(_all([found, _any(phrases)]))

    def _holds(self, stem: str) -> Query:
        return _unscored(
            Query.term_query(self._schema, WORDS, stem, index_option="basic")
        )

    def chosen(self, chosen: dict[str, tuple[str, ...]]) -> list[Query]:
        """Facet values ticked by the user."""
        return [
            _unscored(self.value(field, values)) for field, values in chosen.items()
        ]

    def _bonuses(self, plan: Plan) -> list[Query]:
        bonuses = []
        today = self._today.toordinal()
        for days, worth in _RECENCY_STEPS:
            recent = self._range("letter_date", today - days, None)
            bonuses.append(Query.const_score_query(recent, worth))
        if len(plan.slots) > 1:
            bonuses.append(self._all_words(plan))
        # of two words the one pair is all of them
        bonuses += [
            Query.const_score_query(_all([self.met(a), self.met(b)]), PAIR_WEIGHT)
            for a, b in plan.pairs()
            if len(plan.slots) > 2  # noqa: PLR2004 - more than the pair
        ]
        bonuses += [self._near(words) for words in plan.near]
        if plan.run:
            words = exact_text(plan.run).split()
            exact = _any([self._term("subject_exact", word) for word in words])
            bonuses.append(Query.boost_query(exact, 0.4))
        if plan.pinned:
            exact = self.pinned(plan.pinned)
            bonuses.append(Query.const_score_query(exact, PINNED_WEIGHT))
        return bonuses

    def _all_words(self, plan: Plan) -> Query:
        """The words' scores once more where all of them are met."""
        every = _all([self.met(slot) for slot in plan.slots])
        worth = PAIR_WEIGHT if len(plan.slots) == 2 else 0.0  # noqa: PLR2004 - a pair
        words = [(Occur.Should, self.slot(slot)) for slot in plan.slots]
        parts = [(Occur.Must, Query.const_score_query(every, worth)), *words]
        return Query.boolean_query(parts)

    def _near(self, words: str) -> Query:
        """Two words side by side, in the field where they tell most."""
        fields = [
            _weigh(self._phrase(words, field, NEAR_SLOP), field)
            for field in TEXT_FIELDS
        ]
        return Query.boost_query(Query.disjunction_max_query(fields, 0.0), NEAR_WEIGHT)

    def node(self, node: Node) -> Query:
        """One condition of a plan."""
        if isinstance(node, Slot):
            return self.slot(node)
        if isinstance(node, AnyOf):
            return _any([self.node(option) for option in node.nodes])
        if isinstance(node, ValueIs):
            return self.value(node.field, node.values)
        if isinstance(node, DateWithin):
            # the range has both its ends; `until` is the day after the last
            until = node.until - dt.timedelta(days=1) if node.until else None
            return self._range(node.field, ordinal(node.first), ordinal(until))
        return Query.const_score_query(self.number(node.form), 1.0)

    def value(self, field: str, values: tuple[str, ...]) -> Query:
        """Any of the values; what is no number cannot be a year or class."""
        if field not in _NUMERIC:
            return self._terms(index_field(field), list(values))
        given = [int(v) for v in values if v.isascii() and v.isdigit() and len(v) < 9]  # noqa: PLR2004 - below the largest integer
        return _any([self._range(field, number, number) for number in given])

    def slot(self, slot: Slot) -> Query:
        """The best of the alternatives, a little for the others."""
        queries = [self._alternative(one, slot.fields) for one in slot.alternatives]
        return queries[0] if len(queries) == 1 else _best(queries, SLOT_TIE)

    def _alternative(self, one: Alternative, fields: tuple[str, ...]) -> Query:
        if one.kind == "prefix":
            return self._prefix(one.text, fields)
        if one.form is not None:
            return self.number(one.form)
        if one.kind == "phrase":
            query = _best(
                [_weigh(self._phrase(one.text, field, 0), field) for field in fields],
                FIELD_TIE,
            )
        else:
            query = _all([self._word(found.stem, fields) for found in one.stems])
        return query if one.weight == 1.0 else Query.boost_query(query, one.weight)

    def _word(self, stem: str, fields: tuple[str, ...]) -> Query:
        return _best(
            [_weigh(self._term(field, stem), field) for field in fields], FIELD_TIE
        )

    def _phrase(self, text: str, field: str, slop: int) -> Query:
        found = analyse(text)
        if len(found) == 1:
            return self._term(field, found[0].stem)
        if not found:
            return Query.empty_query()
        first = found[0].position
        words: list[str | tuple[int, str]] = [
            (one.position - first, one.stem) for one in found
        ]
        return Query.phrase_query(self._schema, field, words, slop)

    def _prefix(self, text: str, fields: tuple[str, ...]) -> Query:
        """On the stems, and in subjects on the words as written."""
        names = [*fields, *(["subject_exact"] if "subject" in fields else [])]
        begun = [self.begins(name, text) for name in names]
        words = [self._word(found.stem, fields) for found in analyse(text)]
        return _any([*begun, *words])

    def begins(self, field: str, text: str) -> Query:
        """Terms that begin with ``text``, every sign of it taken literally."""
        pattern = re.sub(r"(\W)", r"\\\1", text) + ".*"
        return Query.const_score_query(
            Query.regex_query(self._schema, field, pattern), 1.0
        )

    def number(self, form: NumberForm) -> Query:
        """Numbers that hold the typed one, or the NIP."""
        candidates = list(form.candidates)
        if form.kind == "nip":
            return self._terms("nips", candidates)
        if form.kind == "segments":
            return _all([self._terms("number_parts", [part]) for part in candidates])
        options = [self._terms("number_parts", candidates)]
        if form.kind == "sequence":
            options.append(self._exactly("sequence_number", form.sequence_number))
        if form.kind == "code":
            options.append(self._terms("classification_path", candidates))
        if form.kind == "mention":
            options.append(self._terms("references", candidates))
        return _any(options)

    def pinned(self, form: NumberForm) -> Query:
        """Exactly the number that was typed."""
        if form.kind == "sequence":
            return self._exactly("sequence_number", form.sequence_number)
        if form.kind == "segments":
            exact = [self._exactly("sequence_number", form.sequence_number)]
            if form.year is not None:
                exact.append(self._exactly("year", form.year))
            return _all(exact)
        if form.kind == "code":
            return self.number(form)
        return self._terms("number_norm", list(form.candidates))

    def after(self, field: str, key: int, *, descending: bool) -> Query:
        """Documents that sort behind ``key``."""
        low, high = (None, key - 1) if descending else (key + 1, None)
        return _unscored(self._range(field, low, high))

    def _exactly(self, field: str, value: int | None) -> Query:
        return (
            Query.empty_query() if value is None else self._range(field, value, value)
        )

    def _terms(self, field: str, values: list[str]) -> Query:
        if not values:
            return Query.empty_query()
        return Query.const_score_query(
            Query.term_set_query(self._schema, field, values), 1.0
        )

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self._schema, field, value)

    def _range(self, field: str, low: int | None, high: int | None) -> Query:
        if low is None and high is None:
            return Query.all_query()
        return Query.range_query(
            self._schema, field, FieldType.Integer, lower_bound=low, upper_bound=high
        )


def _weigh(query: Query, field: str) -> Query:
    return Query.boost_query(query, SUBJECT_WEIGHT) if field == "subject" else query


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _without(query: Query, left_out: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, left_out)])


def _all(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _any(queries: list[Query]) -> Query:
    if not queries:
        return Query.empty_query()
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _best(queries: list[Query], tie: float) -> Query:
    return (
        queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries, tie)
    )


def matches(searcher: Searcher, query: Query) -> int:
    """How many documents match."""
    result = searcher.search(query, limit=1)
    # The library's type stub leaves this property out.
    return int(getattr(result, "count", None) or 0)
