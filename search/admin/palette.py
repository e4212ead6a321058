"""`/cari/palet`: what Ctrl+K shows, at once and while one types, in groups."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from search.admin.asked import typed_words
from search.admin.instant import (
    Option,
    Typed,
    groups_at_the_start,
    groups_of,
    marks_in,
)
from search.engines.contract import SearchUnavailable
from search.finding import searching
from search.finding.access import confidential_ids
from search.finding.fallback import plain_list
from search.kinds import KINDS

LETTERS, LONGEST = 6, 200


def palette(request: HttpRequest) -> JsonResponse:
    """Answer with groups of options; the database answers when the engine cannot."""
    actor = acting(request)
    words = typed_words(request.GET.get("q", ""), LONGEST)
    groups: list[Option]
    if words:
        letters: Option = {"label": _("Letters"), "options": _letters(actor, words)}
        typed = Typed(request=request, actor=actor, words=words)
        groups = [letters, *groups_of(typed)]
    else:
        groups = groups_at_the_start(request, actor)
    answer = JsonResponse({"groups": [group for group in groups if group["options"]]})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _letters(actor: Actor, words: str) -> list[Option]:
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
