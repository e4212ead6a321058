"""From a plan to a search body, and from the server's answer to Results."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.query import Query

from search.analysis.text import clean_text
from search.document import SOURCE_FIELDS
from search.elastic import queries
from search.engines.contract import (
    COUNTED_EXACTLY,
    Access,
    FacetValue,
    Hit,
    PageOf,
    Results,
    Suggestion,
)
from search.engines.snippets import escape
from search.faces import scope_of
from search.query.plan import Plan
from search.query.request import SearchRequest

FACET_SIZE = 500
# Before our own limit: the server then says that this query was dear, and is not
# taken to be away for everybody.
GIVE_UP_AFTER = "1500ms"
FRAGMENTS, FRAGMENT_CHARS = 3, 160
# Never fetched: a body may be long, and rights are for nobody to see.
_HIDDEN = ("body", "access", "denied", "behind", "nips", "references", "number_parts")
_LOOKED_UP = ("definitions", "initials")
_SHOWN = [name for name in SOURCE_FIELDS if name not in (*_HIDDEN, *_LOOKED_UP)]
_MISSING_LAST = {"missing": "_last"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ElasticQuestion:
    """All that a body is made of."""

    request: SearchRequest
    plan: Plan
    access: Access
    page: PageOf

    @property
    def by_relevance(self) -> bool:
        """Ranked, or in the order of a field."""
        return self.request.sort == "relevance" and self.plan.has_text


def hits_body(question: ElasticQuestion) -> dict[str, Any]:
    """Hits of a page with their marked words; nothing is counted.

    Apart from the counts, so that the server may leave out what cannot come to the
    page, and scores nothing that is only counted.
    """
    plan = question.plan
    query = queries.plan_query(plan, question.access, ranked=question.by_relevance)
    chosen = _chosen_query(dict(question.request.chosen), _once(question))
    search = Search().query("bool", must=[query], filter=[chosen])
    search = search.sort(*sort_keys(question)).source(includes=_SHOWN)
    body: dict[str, Any] = search.to_dict()
    body["highlight"] = _highlight()
    body["size"] = question.page.limit + 1
    body["track_total_hits"] = False
    body["timeout"] = GIVE_UP_AFTER
    return body


def counts_body(question: ElasticQuestion) -> dict[str, Any]:
    """How many match, by value and with all words; no hits and no scores."""
    plan, chosen = question.plan, dict(question.request.chosen)
    search = Search().query(queries.matching_query(plan, question.access))
    # after counting: each facet is counted under the choices of the others
    search = search.post_filter(_chosen_query(chosen, _once(question)))
    for field in question.page.facets:
        others = {name: values for name, values in chosen.items() if name != field}
        terms = A("terms", field=queries.index_field(field), size=FACET_SIZE)
        search.aggs.bucket(
            field, "filter", _chosen_query(others, _once(question, field))
        ).bucket("values", terms)
    if len(plan.slots) > 1:
        narrowed = _chosen_query(chosen, _once(question))
        whole = Q("bool", filter=[queries.all_words_query(plan), narrowed])
        search.aggs.bucket("_all_words", "filter", whole)
    body: dict[str, Any] = search.to_dict()
    bounds = {"track_total_hits": COUNTED_EXACTLY, "timeout": GIVE_UP_AFTER}
    return {**body, "size": 0, **bounds}


def continue_body(body: dict[str, Any], state: Mapping[str, Any]) -> dict[str, Any]:
    """The body for the page after: behind a sort value, without what was seen."""
    if state.get("after"):
        body["search_after"] = state["after"]
    if state.get("seen"):
        unseen = {"must_not": {"terms": {"id": state["seen"]}}}
        body["query"] = {"bool": {"must": body["query"], **unseen}}
    return body


def _once(question: ElasticQuestion, *fields: str) -> Query:
    """Each letter once, by the rule that holds when fields are asked for."""
    scope = scope_of([*question.request.asked_fields(), *fields])
    return queries.once_filter(question.access, scope)


def _chosen_query(chosen: Mapping[str, tuple[str, ...]], once: Query) -> Query:
    filters = [queries.value_query(field, values) for field, values in chosen.items()]
    return Q("bool", filter=[once, *filters])


def sort_keys(question: ElasticQuestion) -> list[Any]:
    """Sort of a request; every order ends in the id, so it is total."""
    if question.by_relevance:
        return ["_score", {"id": {"order": "asc"}}]
    name = question.request.sort
    name = "-letter_date" if name == "relevance" else name
    order = {"order": "desc" if name.startswith("-") else "asc", **_MISSING_LAST}
    field = name.removeprefix("-")
    fields = ("year", "sequence_number") if field == "number" else (field,)
    pinned: list[Any] = ["_score"] if question.plan.pinned else []
    return [*pinned, *({one: order} for one in fields), {"id": {"order": "asc"}}]


def _highlight() -> dict[str, Any]:
    return {
        "type": "unified",
        # the text is foreign: what looks like markup in it is escaped
        "encoder": "html",
        "pre_tags": ["<mark>"],
        "post_tags": ["</mark>"],
        # the default of the index: a longer text would have the whole search refused
        "max_analyzed_offset": 1_000_000,
        "fields": {
            "subject": {"number_of_fragments": 0},
            "body": {
                "number_of_fragments": FRAGMENTS,
                "fragment_size": FRAGMENT_CHARS,
                "no_match_size": FRAGMENT_CHARS,
                "order": "score",
            },
        },
    }


def read_results(
    answers: Sequence[Mapping[str, Any]],
    question: ElasticQuestion,
    *,
    next_cursor: str | None,
) -> Results:
    """Results of the answers to ``hits_body`` and ``counts_body``."""
    shown, counted = answers
    total = counted["hits"]["total"]
    whole = counted.get("aggregations", {}).get("_all_words")
    return Results(
        hits=tuple(_hit(hit) for hit in shown["hits"]["hits"][: question.page.limit]),
        total=total["value"],
        total_is_estimate=total["relation"] != "eq",
        total_all_words=whole["doc_count"] if whole else None,
        facets=read_facets(counted, question.page.facets),
        next_cursor=next_cursor,
        took_ms=max(shown["took"], counted["took"]),
    )


def read_facets(
    answer: Mapping[str, Any], fields: tuple[str, ...]
) -> dict[str, tuple[FacetValue, ...]]:
    """Counts by value, most frequent first; an empty value is no value."""
    counted = answer.get("aggregations", {})
    return {
        field: tuple(
            FacetValue(value=str(bucket["key"]), count=bucket["doc_count"])
            for bucket in counted[field]["values"]["buckets"]
            if bucket["key"] != ""
        )
        for field in fields
        if field in counted
    }


def _hit(hit: Mapping[str, Any]) -> Hit:
    source = hit["_source"]
    marked = hit.get("highlight", {})
    subject = marked.get("subject") or [escape(source["subject"])]
    return Hit(
        id=source["id"],
        kind=source["kind"],
        version=source["version"],
        score=hit["_score"] or 0.0,
        number=source["number"],
        subject=source["subject"],
        subject_html=subject[0],
        snippets=tuple(
            one.replace("\f", " ").strip() for one in marked.get("body", ())
        ),
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
        page=None,
        letter_key=source["letter_key"],
    )


def _date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def suggest_body(text: str, access: Access, limit: int) -> dict[str, Any]:
    """Records with all typed words in the subject (the last begun), or the number."""
    typed = " ".join(clean_text(text)[:200].split())
    number = typed.upper()
    begins = Q("match", **{"subject.begins": {"query": typed, "operator": "and"}})
    options = [begins]
    if any(char.isdigit() for char in number):
        options.append(Q("prefix", number_norm={"value": number, "boost": 3.0}))
    query = Q(
        "bool",
        filter=[queries.access_filter(access)],
        must=[Q("bool", should=options, minimum_should_match=1)],
    )
    search = Search().query(query).source(includes=["id", "kind", "number", "subject"])
    body: dict[str, Any] = search[:limit].to_dict()
    return {**body, "track_total_hits": False}


def read_suggestions(answer: Mapping[str, Any]) -> tuple[Suggestion, ...]:
    """Suggestions of an answer to ``suggest_body``."""
    return tuple(
        Suggestion(**{name: hit["_source"][name] for name in hit["_source"]})
        for hit in answer["hits"]["hits"]
    )
