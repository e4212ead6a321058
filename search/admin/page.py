"""`/cari/`: search by words, numbers and names, narrowed by facets."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.components import Facet, FacetChoice, Facets
from search.admin.hints import told
from search.admin.hits import plain_row, shown_hits
from search.engines.contract import InvalidCursor, PageOf, SearchUnavailable
from search.finding import searching
from search.finding.fallback import plain_list
from search.query import InvalidRequest, Parsed

MAX_TEXT = 500
SORTS = {
    "relevance": gettext_lazy("Best match"),
    "-letter_date": gettext_lazy("Newest"),
    "letter_date": gettext_lazy("Oldest"),
}
# Name in the address, field of the engine, legend.
FACETS = (
    ("jenis", "kind", gettext_lazy("Kind")),
    ("tahun", "year", gettext_lazy("Year")),
    ("unit", "unit", gettext_lazy("Unit")),
    ("tipe", "type", gettext_lazy("Type")),
    ("sifat", "urgency", gettext_lazy("Urgency")),
)
NAMES = frozenset(name for name, _field, _label in FACETS)
FACET_VALUES = 12


def search_page(request: HttpRequest) -> HttpResponse:
    """Show results; or the plain list, and say so, while the engine is away."""
    actor, given = acting(request), request.GET
    text = given.get("q", "").replace("\x00", "")[:MAX_TEXT].strip()
    sort = given.get("urut", "relevance")
    sort = sort if sort in SORTS else "relevance"
    context: dict[str, object] = {"text": text, "sort": sort, "sorts": SORTS.items()}
    if text or _chosen(given):
        context |= _found(actor, text, sort, given)
    return render(request, "search/page.html", context)


def _chosen(given: QueryDict) -> searching.Chosen:
    ticked = ((field, tuple(given.getlist(name)[:50])) for name, field, _l in FACETS)
    return tuple((field, values) for field, values in ticked if values)


def _found(actor: Actor, text: str, sort: str, given: QueryDict) -> dict[str, object]:
    try:
        parsed = searching.understand(text, chosen=_chosen(given), sort=sort)
        answer = _asked(actor, parsed, given)
    except SearchUnavailable:
        rows = [plain_row(one) for one in plain_list(actor, text)]
        return {"asked": True, "away": True, "hits": rows, "total": len(rows)}
    except InvalidRequest as fault:
        return {"asked": True, "hits": [], "total": 0, "fault": str(fault)}
    return {
        "asked": True,
        "hits": shown_hits(answer.hits, answer.meant, answer.corrected or text),
        "total": answer.total,
        "is_estimate": answer.total_is_estimate,
        "seconds": answer.took_ms / 1000,
        "hints": [told(hint) for hint in parsed.hints],
        "all_words": answer.total_all_words,
        "ticked": [(n, v) for n, vs in given.lists() if n in NAMES for v in vs],
        "corrected": answer.corrected,
        "exactly": urlencode({"q": text, "urut": sort, "tepat": "1"}),
        "facets": _facets(answer, text, sort),
        "chosen_count": sum(len(values) for _f, values in _chosen(given)),
        "next_page": _next(given, answer.next_cursor),
    }


def _asked(actor: Actor, parsed: Parsed, given: QueryDict) -> searching.Answer:
    exactly = given.get("tepat") == "1"
    look = searching.search if exactly else searching.search_as_meant
    try:
        return look(actor, parsed.request, PageOf(cursor=given.get("lanjut") or None))
    except InvalidCursor:  # an old address: begin again
        return look(actor, parsed.request, PageOf())


def _facets(answer: searching.Answer, text: str, sort: str) -> Facets:
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
    return Facets(facets=made, kept=(("q", text), ("urut", sort)))


def _next(given: QueryDict, cursor: str | None) -> str:
    if cursor is None:
        return ""
    kept = [(n, v) for n, vs in given.lists() for v in vs if n != "lanjut"]
    return urlencode([*kept, ("lanjut", cursor)])
