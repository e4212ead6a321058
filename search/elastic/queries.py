"""A plan as Elasticsearch query; user text only ever enters as a value."""

from typing import Any

from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Query

from search.analysis.numbers import NumberForm
from search.elastic.mapping import WORDS
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

SUBJECT_WEIGHT = 2
PINNED_WEIGHT = 10_000.0
_INDEX_FIELD = {
    "unit": "unit_path",
    "classification": "classification_path",
    "nip": "nips",
    "reference": "references",
}


def index_field(field: str) -> str:
    """Field of the index for a filter field; trees are asked by branch."""
    return _INDEX_FIELD.get(field, field)


def access_filter(access: Access) -> Query:
    """What the searcher may find and nothing else, each letter once."""
    return Q("bool", filter=[rights_filter(access), once_filter(access, EVERYWHERE)])


def once_filter(access: Access, scope: Scope) -> Query:
    """Only the best face of each letter (`search.faces`); no rights on its own."""
    hiding = access.hiding(scope)
    own = Q("terms", behind=hiding.own)
    others = Q(
        "bool",
        filter=[Q("terms", behind=hiding.others)],
        must_not=[Q("terms", access=sorted(access.person_grants))],
    )
    if not access.reopened:
        return Q("bool", must_not=[own, others])
    better = Q("bool", should=[own, others], minimum_should_match=1)
    reopened = Q("terms", letter_key=sorted(access.reopened))
    hidden = Q("bool", filter=[better], must_not=[reopened])
    return Q("bool", must_not=[hidden])


def rights_filter(access: Access) -> Query:
    """What the searcher may find, with every face of a letter that he may."""
    open_to_tokens = Q(
        "bool",
        filter=[
            Q("terms", access=sorted(access.all_tokens)),
            Q("range", security={"lte": access.clearance}),
        ],
    )
    granted = Q("terms", access=sorted(access.person_grants))
    refused = [Q("terms", denied=sorted(access.all_tokens))]
    if access.denied_ids:
        refused.append(Q("terms", id=sorted(access.denied_ids)))
    return Q(
        "bool",
        filter=[Q("bool", should=[open_to_tokens, granted], minimum_should_match=1)],
        must_not=refused,
    )


def matching_query(plan: Plan, access: Access) -> Query:
    """The query of all faces, told without scores: for counting."""
    found = [rights_filter(access), *_conditions(plan), *_words_met(plan)]
    return Q("bool", filter=found, must_not=_excluded(plan))


def plan_query(plan: Plan, access: Access, *, ranked: bool) -> Query:
    """The query of all faces. ``ranked``: scores tell relevance; else pinned or not.

    Which of them are left out is told by `once_filter`, as facets count by theirs.
    """
    if not ranked:
        # as filters they score nothing, so that `_score` tells pinned from not
        found = matching_query(plan, access)
        should = [pinned_query(plan.pinned)] if plan.pinned else []
        return Q("bool", filter=[found], should=should)
    must = [
        node_query(node) for node in plan.required if isinstance(node, Slot | AnyOf)
    ]
    if plan.slots:
        slots = [slot_query(slot) for slot in plan.slots]
        words = {"must": slots} if plan.all_words else {"should": slots}
        must.append(Q("bool", **words))
    return Q(
        "bool",
        filter=[rights_filter(access), *_conditions(plan)],
        must=must,
        must_not=_excluded(plan),
        should=_bonuses(plan),
    )


def all_words_query(plan: Plan) -> Query:
    """Every slot is met, in whatever field."""
    return Q("bool", filter=[_met(slot) for slot in plan.slots])


def _conditions(plan: Plan) -> list[Query]:
    return [node_query(node) for node in plan.required]


def _excluded(plan: Plan) -> list[Query]:
    return [node_query(node) for node in plan.excluded]


def _words_met(plan: Plan) -> list[Query]:
    if not plan.slots:
        return []
    if plan.all_words:
        return [all_words_query(plan)]
    met = [_met(slot) for slot in plan.slots]
    return [Q("bool", should=met, minimum_should_match=1)]


def _met(slot: Slot) -> Query:
    """Whether a slot is met, without scores: one list of documents a word."""
    if slot.fields != TEXT_FIELDS:
        return slot_query(slot)
    options = [_alternative_met(one) for one in slot.alternatives]
    if len(options) == 1:
        return options[0]
    return Q("bool", should=options, minimum_should_match=1)


def _alternative_met(one: Alternative) -> Query:
    if one.kind == "prefix":
        begun = [Q("prefix", **{name: one.text}) for name in (WORDS, "subject.exact")]
        options = [*begun, Q("match", **{WORDS: one.text})]
        return Q("bool", should=options, minimum_should_match=1)
    if one.form is not None:
        return number_query(one.form)
    words = one.words() if one.kind != "word" else [one.text]
    met = [Q("match", **{WORDS: word}) for word in words]
    if one.kind == "phrase":
        met.append(_multi(one.text, TEXT_FIELDS, 1.0, type="phrase"))
    return met[0] if len(met) == 1 else Q("bool", filter=met)


def _bonuses(plan: Plan) -> list[Query]:
    bonuses = [
        Q(
            "distance_feature",
            field="letter_date",
            origin="now/d",  # same scores on every page of a day
            pivot="180d",
            boost=0.5,
        )
    ]
    if len(plan.slots) > 1:
        # the words' scores once more where all of them are met
        slots = [slot_query(slot) for slot in plan.slots]
        bonuses.append(Q("bool", filter=[all_words_query(plan)], should=slots))
    bonuses += [
        Q("constant_score", boost=PAIR_WEIGHT, filter=Q("bool", filter=both))
        for both in ([_met(a), _met(b)] for a, b in plan.pairs())
    ]
    bonuses += [
        _multi(
            words,
            TEXT_FIELDS,
            NEAR_WEIGHT,
            type="phrase",
            slop=NEAR_SLOP,
            tie_breaker=0.0,
        )
        for words in plan.near
    ]
    if plan.run:
        exact = {"query": plan.run, "boost": 0.4}
        bonuses.append(Q("match", **{"subject.exact": exact}))
    if plan.pinned:
        bonuses.append(pinned_query(plan.pinned))
    return bonuses


def node_query(node: Node) -> Query:
    """One condition of a plan."""
    if isinstance(node, Slot):
        return slot_query(node)
    if isinstance(node, AnyOf):
        options = [node_query(option) for option in node.nodes]
        return Q("bool", should=options, minimum_should_match=1)
    if isinstance(node, ValueIs):
        return value_query(node.field, node.values)
    if isinstance(node, DateWithin):
        bounds = {"gte": node.first, "lt": node.until}
        given = {k: v.isoformat() for k, v in bounds.items() if v is not None}
        return Q("range", **{node.field: given})
    return Q("constant_score", filter=number_query(node.form))


def value_query(field: str, values: tuple[str, ...]) -> Query:
    """Any of the values; what is no number cannot be a year or class."""
    if field in {"year", "security"}:
        values = tuple(v for v in values if v.isascii() and v.isdigit() and len(v) < 9)  # noqa: PLR2004 - below the largest integer
    return Q("terms", **{index_field(field): list(values)})


def slot_query(slot: Slot) -> Query:
    """The best of the alternatives, a little for the others."""
    queries = [_alternative(one, slot.fields) for one in slot.alternatives]
    return (
        queries[0]
        if len(queries) == 1
        else Q("dis_max", queries=queries, tie_breaker=0.5)
    )


def _alternative(one: Alternative, fields: tuple[str, ...]) -> Query:
    if one.kind == "prefix":
        return _prefix(one.text, fields)
    if one.form is not None:
        return Q("constant_score", filter=number_query(one.form))
    if one.kind == "all":
        words = [_word(word, fields, one.weight) for word in one.words()]
        return Q("bool", must=words)
    if one.kind == "phrase":
        return _multi(one.text, fields, one.weight, type="phrase")
    return _word(one.text, fields, one.weight)


def _word(text: str, fields: tuple[str, ...], weight: float) -> Query:
    return _multi(text, fields, weight, type="best_fields", tie_breaker=FIELD_TIE)


def _multi(text: str, fields: tuple[str, ...], weight: float, **how: Any) -> Query:
    weighted = [f"subject^{SUBJECT_WEIGHT}" if f == "subject" else f for f in fields]
    return Q("multi_match", query=text, fields=weighted, boost=weight, **how)


def _prefix(text: str, fields: tuple[str, ...]) -> Query:
    """On the stems, and in subjects on the words as written."""
    options = [Q("prefix", **{field: {"value": text}}) for field in fields]
    if "subject" in fields:
        options.append(Q("prefix", **{"subject.exact": {"value": text}}))
    options.append(_word(text, fields, 1.0))
    return Q("bool", should=options, minimum_should_match=1)


def number_query(form: NumberForm) -> Query:
    """Numbers that hold the typed one, or the NIP."""
    candidates = list(form.candidates)
    if form.kind == "nip":
        return Q("terms", nips=candidates)
    if form.kind == "segments":
        parts = [Q("term", number_parts=part) for part in candidates]
        return Q("bool", filter=parts)
    options = [Q("terms", number_parts=candidates)]
    if form.kind == "sequence":
        options.append(Q("term", sequence_number=form.sequence_number))
    if form.kind == "code":
        options.append(Q("terms", classification_path=candidates))
    if form.kind == "mention":
        options.append(Q("terms", references=candidates))
    return Q("bool", should=options, minimum_should_match=1)


def pinned_query(form: NumberForm) -> Query:
    """Exactly the number that was typed; it outweighs every text score."""
    if form.kind == "sequence":
        exact = Q("term", sequence_number=form.sequence_number)
    elif form.kind == "segments":
        exact = Q("term", sequence_number=form.sequence_number)
        if form.year is not None:
            exact = Q("bool", filter=[exact, Q("term", year=form.year)])
    elif form.kind == "code":
        exact = number_query(form)
    else:
        exact = Q("terms", number_norm=list(form.candidates))
    return Q("constant_score", filter=exact, boost=PINNED_WEIGHT)
