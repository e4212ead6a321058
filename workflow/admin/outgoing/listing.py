"""`/naskah-keluar/`: the letters one may see, by tab."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice.listing import asked_cursor, page_or_first
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.queue import Tag
from workflow.admin.letters.letter_tags import status_tag
from workflow.letters.models import Letter, LetterStatus
from workflow.letters.queries.amendments import corrected_among
from workflow.letters.queries.shown import shown_title
from workflow.outgoing.allowed_acts import may_edit
from workflow.outgoing.lists import (
    ORDERS,
    PAGE_SIZE,
    TABS,
    LetterFilters,
    letters_of_tab,
    list_letters,
)
from workflow.signing.queries.desk import signature_steps

EMPTY_TEXTS = {
    "konsep": gettext_lazy("No drafts yet. Start with a letter type."),
    "menunggu": gettext_lazy("No letter waits for your initial or signature."),
}
LISTED_COUNT = 100  # counting stops here; more reads "99+"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """What a row of the list shows."""

    letter: Letter
    title: str
    url: str
    tag: Tag
    to: str
    desk: str
    is_corrected: bool


def letter_url(letter: Letter, actor: Actor) -> str:
    """Return the editor for one's own drafts, the reading page for the rest."""
    name = "letter_edit" if may_edit(actor, letter) else "letter_read"
    return reverse(name, args=[letter.pk])


def _rows(letters: Sequence[Letter], actor: Actor) -> list[LetterRow]:
    # For all rows in one query.
    corrected = corrected_among(letter.pk for letter in letters if letter.is_issued)
    return [
        _row(letter, actor, is_corrected=letter.pk in corrected) for letter in letters
    ]


def _row(letter: Letter, actor: Actor, *, is_corrected: bool) -> LetterRow:
    to = [str(recipient) for recipient in letter.to]  # type: ignore[attr-defined]
    desks = [step.position.title for step in letter.at_desks]  # type: ignore[attr-defined]
    others = _(" and %(count)d more") % {"count": len(to) - 1} if to[1:] else ""
    return LetterRow(
        letter=letter,
        title=shown_title(letter),
        url=letter_url(letter, actor),
        tag=status_tag(letter),
        to=f"{to[0]}{others}" if to else "",
        desk=", ".join(desks),
        is_corrected=is_corrected and letter.status != LetterStatus.REVOKED,
    )


def _tabs(actor: Actor, chosen: str) -> Iterator[dict[str, object]]:
    counted = {"konsep", "menunggu", "dikembalikan"}
    for name, label in TABS.items():
        # Bounded: an exact number of thousands would cost more than the page itself.
        ids = letters_of_tab(actor, name).order_by().values("pk")[:LISTED_COUNT]
        count = len(ids) if name in counted else 0
        yield {
            "label": label,
            "url": f"?tab={name}",
            "chosen": name == chosen,
            "count": "99+" if count == LISTED_COUNT else count,
        }


def _asked(request: HttpRequest) -> LetterFilters:
    given = request.GET
    tab, sort = given.get("tab", "semua"), given.get("urut", "")
    return LetterFilters(
        limit=PAGE_SIZE,
        tab=tab if tab in TABS else "semua",
        words=given.get("q", "").replace("\0", "").strip()[:200],
        sort=sort if sort.removeprefix("-") in ORDERS.columns else None,
        cursor=asked_cursor(request),
    )


def letter_list(request: HttpRequest) -> HttpResponse:
    """Show a page of a tab."""
    actor, asked = acting(request), _asked(request)
    page = page_or_first(lambda: list_letters(actor, asked), asked)
    kept = {"tab": asked.tab, "q": asked.words, "urut": asked.sort}
    kept = {name: value for name, value in kept.items() if value}
    context = {
        "tabs": list(_tabs(actor, asked.tab)),
        "tab": asked.tab,
        "sort": asked.sort or "",
        "to_sign": signature_steps(actor).count() if asked.tab == "menunggu" else 0,
        "words": asked.words,
        "rows": _rows(page.items, actor),
        "next": urlencode({**kept, "sesudah": page.next}) if page.next else "",
        "later": asked.cursor is not None,
        "empty_text": EMPTY_TEXTS.get(asked.tab, ""),
    }
    return render(request, "workflow/outgoing/list.html", context)
