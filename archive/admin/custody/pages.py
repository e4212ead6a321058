"""`/arsip/pemindahan/`, `/arsip/penyerahan/`: lists, a new one, and one of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.admin.custody.forms import CustodyForm
from archive.admin.custody.words import WAITS, WORDS, crumbs_of, state_tag, steps_of
from archive.admin.disposal.posted import posted
from archive.admin.paging import LongPaginator
from archive.custody import access
from archive.custody.allowed_acts import allowed_acts
from archive.custody.boxes import boxes_of
from archive.custody.models import CustodyMove
from archive.custody.papers import decree_of
from archive.custody.proposing import MoveProposal, propose_move
from archive.custody.states import CustodyItemState, CustodyState, MoveKind
from archive.exchange.models import ExportState
from archive.records.keepers import is_keeper
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
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
            (one, state_tag(one), WAITS[CustodyState(one.state)], _page(one))
            for one in page.object_list
        ],
        "new_address": reverse(f"{words.name}_new") if is_keeper(actor) else "",
        "crumbs": [(_("Archive"), reverse("record_list")), (str(words.many), "")],
    }
    return render(request, "archive/custody/lists.html", context)


def _page(found: CustodyMove) -> str:
    return reverse(WORDS[MoveKind(found.kind)].name, args=[found.pk])


def move_new(request: HttpRequest, kind: MoveKind) -> HttpResponse:
    """Ask for a name and a unit; make the list of what is due."""
    actor, words = acting(request), WORDS[kind]
    if not is_keeper(actor):
        raise NotFound
    form = CustodyForm(posted(request), actor=actor, kind=kind)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        proposal = MoveProposal(
            kind=kind,
            name=given["name"],
            unit_id=given["unit"].pk,
            is_long=given.get("is_long", False),
        )

        def act() -> str:
            return _page(propose_move(actor=actor, proposal=proposal))

        try:
            address = once(request, act)
        except NotFound:
            raise
        except OfficeError as refusal:
            form.take(refusal)
        else:
            messages.success(request, _("The list is made. Nothing has moved yet."))
            return redirect(address)
    back = reverse(f"{words.name}s")
    crumbs = [
        (_("Archive"), reverse("record_list")),
        (str(words.many), back),
        (str(words.new), ""),
    ]
    context = {"form": form, "words": words, "back": back, "crumbs": crumbs}
    status = 422 if form.errors else 200
    return render(request, "archive/custody/new.html", context, status=status)


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
        "next_act": _next_of(found, acts),
        "documents": reverse(f"{name}_documents", args=[found.pk]),
        "crumbs": crumbs_of(found),
    }
    return render(request, "archive/custody/move.html", context)


def _next_of(found: CustodyMove, acts: list[str]) -> str:
    """Return the act that comes first now: a page has one primary act."""
    listed = found.items.filter(state=CustodyItemState.LISTED)
    if "check" in acts and listed.filter(agrees=None).exists():
        return "check"
    if "verify" in acts and listed.filter(verdict="").exists():
        return "verify"
    return next((one for one in ("submit", "approve", "execute") if one in acts), "")


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
