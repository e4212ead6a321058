"""`/arsip/pemindahan/`, `/arsip/penyerahan/`: lists, and one of them."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.admin.custody.words import WAITS, WORDS, crumbs_of, state_tag, steps_of
from archive.admin.paging import LongPaginator
from archive.custody import access
from archive.custody.allowed_acts import allowed_acts, first_of
from archive.custody.boxes import boxes_of
from archive.custody.models import CustodyMove
from archive.custody.papers import decree_of
from archive.custody.readiness import hindrance_of
from archive.custody.states import CustodyState, MoveKind
from archive.exchange.models import ExportState
from archive.records.keepers import is_keeper
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting

PAGE_SIZE = 50


def move_list(request: HttpRequest, kind: MoveKind) -> HttpResponse:
    """Show the moves one gives or receives."""
    actor, words = acting(request), WORDS[kind]
    if not access.deals_with_moves(actor):
        raise NotFound
    dropped = Q(items__state="dropped")
    rows = access.moves_visible_to(actor).filter(kind=kind).order_by("-id")
    rows = rows.annotate(item_count=Count("items", filter=~dropped))
    page = LongPaginator(rows, PAGE_SIZE, request.GET.get("p")).asked_page()
    context = {
        "words": words,
        "page": page,
        "rows": [
            (one, state_tag(one), WAITS[CustodyState(one.state)], page_address(one))
            for one in page.object_list
        ],
        "new_address": reverse(f"{words.name}_new") if is_keeper(actor) else "",
        "crumbs": [(_("Archive"), reverse("record_list")), (str(words.many), "")],
    }
    return render(request, "archive/custody/lists.html", context)


def page_address(found: CustodyMove) -> str:
    """Return the address of a move's own page."""
    return reverse(WORDS[MoveKind(found.kind)].name, args=[found.pk])


def move_page(request: HttpRequest, kind: MoveKind, **ids: UUID) -> HttpResponse:
    """Show one move with its files, its steps and what one may do."""
    actor = acting(request)
    found = find(actor, kind, ids[f"{WORDS[kind].name}_id"])
    rows = found.items.select_related("record_file__classification").order_by("order")
    page = LongPaginator(rows, PAGE_SIZE, request.GET.get("p")).asked_page()
    name = WORDS[kind].name
    acts = allowed_acts(actor, found)
    context = {
        **(_of_handover(actor, found) if kind == MoveKind.HANDOVER else {}),
        "found": found,
        "words": WORDS[kind],
        "page": page,
        "items": list(page.object_list),
        "boxes": boxes_of(found),
        "state": state_tag(found),
        "steps": steps_of(found),
        "acts": [(act, reverse(f"{name}_{act}", args=[found.pk])) for act in acts],
        "next_act": first_of(found, acts),
        "hindrance": hindrance_of(found),
        "documents": reverse(f"{name}_documents", args=[found.pk]),
        "crumbs": crumbs_of(found),
    }
    return render(request, "archive/custody/move.html", context)


def _of_handover(actor: Actor, found: CustodyMove) -> dict[str, Any]:
    package = found.package
    is_there = package is not None and package.state == ExportState.READY
    takes = is_there and access.may(actor, "custody.take_package", found)
    return {
        "is_handover": True,
        "package": package,
        "package_file": reverse("handover_file", args=[found.pk]) if takes else "",
        "decree": decree_of(found),
    }


def find(actor: Actor, kind: MoveKind, move_id: UUID) -> CustodyMove:
    """Return the move of this kind, or NotFound."""
    found = access.visible_move(actor, move_id)
    if found.kind != kind:
        raise NotFound
    return found
