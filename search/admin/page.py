"""`/cari/`: search by words, numbers and names, narrowed by facets."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.records.keepers import is_keeper
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.components import Facet, FacetChoice, Facets
from search.admin.asked import FACETS, SORTS, SearchQuestion, address_of, asked_of
from search.admin.hints import told
from search.admin.hits import plain_row, shown_hits
from search.admin.wider import nothing_found
from search.engines.contract import Hit, InvalidCursor, PageOf, SearchUnavailable
from search.finding import searching
from search.finding.fallback import plain_list
from search.query import InvalidRequest, Parsed
from search.saved.history import note_search, past_searches
from search.saved.keeping import open_search, searches_of
from search.saved.models import SavedSearch
from search.words.table import one_table
from workflow.security_class import SecurityClass

FACET_VALUES = 12
LATELY = 8


def search_page(request: HttpRequest) -> HttpResponse:
    """Show results; or the plain list, and say so, while the engine is away."""
    return _page(request, acting(request), None)


def saved_search(request: HttpRequest, search_id: UUID) -> HttpResponse:
    """Show what a saved search finds now, by the rights of who looks."""
    actor = acting(request)
    return _page(request, actor, open_search(actor, search_id))


def _page(
    request: HttpRequest, actor: Actor, saved: SavedSearch | None
) -> HttpResponse:
    context: dict[str, object] = {"sorts": SORTS.items(), "saved": saved}
    try:
        asked = asked_of(request.GET, saved.request if saved else None)
    except InvalidRequest as fault:
        context |= {"asked": True, "hits": [], "total": 0, "fault": str(fault)}
        return render(request, "search/page.html", context)
    context |= {"text": asked.text, "sort": asked.sort, "within": _within(asked)}
    if asked.is_something:
        context |= _found(request, actor, asked)
    else:
        context |= {
            "lately": past_searches(actor, LATELY),
            "kept": searches_of(actor)[:LATELY],
        }
    return render(request, "search/page.html", context)


def _within(asked: SearchQuestion) -> list[tuple[str, str]]:
    """Each of the words within results, and the address without them."""
    return [
        (words, asked.query(*_others(asked, words), but=("dalam",)))
        for words in asked.within
    ]


def _others(asked: SearchQuestion, words: str) -> list[tuple[str, str]]:
    return [("dalam", other) for other in asked.within if other != words]


@one_table()
def _found(
    request: HttpRequest, actor: Actor, asked: SearchQuestion
) -> dict[str, object]:
    cursor = request.GET.get("lanjut") or None
    parsed = asked.parsed()
    try:
        answer = _answer(actor, parsed, asked, cursor)
    except SearchUnavailable:
        rows = [plain_row(one) for one in plain_list(actor, asked.words)]
        return {"asked": True, "away": True, "hits": rows, "total": len(rows)}
    except InvalidRequest as fault:
        return {"asked": True, "hits": [], "total": 0, "fault": str(fault)}
    if cursor is None and asked.base is None and _may_be_noted(answer.hits):
        note_search(actor, asked.title, asked.query())
    shown = {**_shown(asked, parsed, answer), "may_choose": is_keeper(actor)}
    if not answer.hits and cursor is None:
        shown |= nothing_found(answer.access, asked, parsed)
    return shown


def _may_be_noted(hits: tuple[Hit, ...]) -> bool:
    """Whether something was found, and nothing confidential among it."""
    classes = tuple(SecurityClass)
    return bool(hits) and not any(classes[hit.security].is_confidential for hit in hits)


def _shown(
    asked: SearchQuestion, parsed: Parsed, answer: searching.Answer
) -> dict[str, object]:
    cursor = answer.next_cursor
    marked = " ".join([answer.corrected or asked.text, *asked.within]).strip()
    return {
        "asked": True,
        "hits": shown_hits(answer.hits, answer.meant, marked, answer.others),
        "total": answer.total,
        "is_estimate": answer.total_is_estimate,
        "seconds": answer.took_ms / 1000,
        "hints": [told(hint) for hint in parsed.hints],
        "all_words": answer.total_all_words,
        "sorting": asked.pairs(but=("urut",)),
        "corrected": answer.corrected,
        "exactly": asked.query(("tepat", "1")),
        "facets": _facets(answer, asked),
        "chosen_count": sum(len(values) for _f, values in asked.chosen),
        "next_page": asked.query(("lanjut", cursor)) if cursor else "",
        "address": asked.query(),
        # for the list of results to take away
        "taken_as": address_of(answer.meant),
    }


def _answer(
    actor: Actor, parsed: Parsed, asked: SearchQuestion, cursor: str | None
) -> searching.Answer:
    look = searching.search if asked.is_exact else searching.search_as_meant
    try:
        return look(actor, parsed.request, PageOf(cursor=cursor))
    except InvalidCursor:  # an old address: begin again
        return look(actor, parsed.request, PageOf())


def _facets(answer: searching.Answer, asked: SearchQuestion) -> Facets:
    made = []
    for name, field, label in FACETS:
        values = answer.facets.get(field, ())[:FACET_VALUES]
        choices = [
            FacetChoice(
                value=one.value, label=one.label, count=one.count, checked=one.is_chosen
            )
            for one in values
        ]
        if choices:
            made.append(Facet(name=name, label=str(label), choices=choices))
    names = tuple(name for name, _field, _label in FACETS)
    return Facets(facets=made, kept=asked.pairs(but=names))
