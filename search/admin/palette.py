"""`/cari/palet`: what Ctrl+K shows while one types: letters, people, acts."""

from urllib.parse import urlencode

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.records.keepers import is_keeper
from eoffice.organisation.access import officials_visible_to
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from search.engines.contract import SearchUnavailable
from search.finding import searching
from search.finding.access import confidential_ids
from search.finding.fallback import plain_list
from search.kinds import KINDS

LETTERS, PEOPLE = 6, 4
MIN_NAME = 2


def palette(request: HttpRequest) -> JsonResponse:
    """Answer with groups of options; the database answers when the engine cannot."""
    actor = acting(request)
    words = request.GET.get("q", "").replace("\x00", "")[:200].strip()
    groups = [
        {"label": _("Letters"), "options": _letters(actor, words)},
        {"label": _("People"), "options": _people(actor, words)},
        {"label": _("Do"), "options": _acts(actor, words)},
    ]
    found = [group for group in groups if group["options"]]
    answer = JsonResponse({"groups": found if words else []})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _letters(actor: Actor, words: str) -> list[dict[str, object]]:
    if not words:
        return []
    try:
        given = searching.suggest(actor, words, LETTERS)
    except SearchUnavailable:
        given = plain_list(actor, words)[:LETTERS]  # type: ignore[assignment]
    veiled = confidential_ids((one.kind, one.id) for one in given)
    return [
        {
            "title": _("Confidential letter") if one.id in veiled else one.subject,
            "url": KINDS[one.kind].address(one.id),
            "icon": KINDS[one.kind].icon,
            "meta": one.number,
            "marks": [] if one.id in veiled else marks_in(one.subject, words),
        }
        for one in given
    ]


def marks_in(title: str, words: str) -> list[list[int]]:
    """Return where the words stand in the title, as [from, to], without overlap."""
    lower, spans = title.lower(), []
    if len(lower) != len(title):  # a letter whose small form is longer
        return []
    for word in {one.lower() for one in words.split() if len(one) >= MIN_NAME}:
        at = lower.find(word)
        if at >= 0:
            spans.append([at, at + len(word)])
    merged: list[list[int]] = []
    for span in sorted(spans):
        if not merged or span[0] >= merged[-1][1]:
            merged.append(span)
    return merged


def _search_for(words: str) -> str:
    return f"{reverse('search_page')}?{urlencode({'q': words})}"


def _people(actor: Actor, words: str) -> list[dict[str, object]]:
    if len(words) < MIN_NAME:
        return []
    rows = officials_visible_to(actor).filter(is_active=True)
    for word in words.split()[:4]:
        rows = rows.filter(name__icontains=word)
    return [
        {
            "title": one.full_name,
            "url": _search_for(one.name),
            "icon": "user",
            "meta": _("Letters with this name"),
            "marks": marks_in(one.full_name, words),
        }
        for one in rows.order_by("name")[:PEOPLE]
    ]


def _acts(actor: Actor, words: str) -> list[dict[str, object]]:
    quoted = {"words": words}
    acts = [
        (_('Search "%(words)s" in all letters') % quoted, _search_for(words), "search"),
        (_("Write a letter"), reverse("letter_new"), "square-pen"),
    ]
    if is_keeper(actor):
        acts.append(
            (_("Open a new record file"), reverse("record_file_new"), "folder-open")
        )
    return [{"title": title, "url": url, "icon": icon} for title, url, icon in acts]
