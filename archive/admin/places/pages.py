"""`/arsip/boks/`: boxes, one of them, a new one, and their labels."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.disposal.posted import posted
from archive.admin.entrance import address_query, words_of
from archive.admin.paging import LongPaginator
from archive.admin.places.carrying import place_in_hand
from archive.admin.places.forms import BoxForm, FillingForm, PlaceForm
from archive.loans.hindering import paper_out
from archive.places import access
from archive.places.finding import boxes_for, contents_of_box
from archive.places.labels import box_labels
from archive.places.making import make_box
from archive.places.models import BOX_MOVES, BoxState, RecordBox
from archive.records.keepers import is_keeper
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.queue import Tag

PAGE_SIZE = 50
NAMES = ("q", "keadaan")
EVENTS = 100
SIGNS = {
    BoxState.OPEN: ("folder-open", "info"),
    BoxState.CLOSED: ("lock", ""),
    BoxState.EMPTIED: ("package", ""),
    BoxState.MOVED: ("external-link", ""),
}
ACT_WORDS = {
    BoxState.OPEN: gettext_lazy("Open again"),
    BoxState.CLOSED: gettext_lazy("It is full"),
    BoxState.EMPTIED: gettext_lazy("It is empty"),
}


def state_of(box: RecordBox) -> Tag:
    """Return the state as a tag."""
    state = BoxState(box.state)
    icon, kind = SIGNS[state]
    return Tag(text=str(state.label), icon=icon, kind=kind)


def box_list(request: HttpRequest) -> HttpResponse:
    """Show the boxes of the units whose files one sees."""
    actor, given = acting(request), request.GET
    words, state = words_of(given, "q"), given.get("keadaan", "")
    rows = boxes_for(actor, words=words, state=state).order_by("code")
    page = LongPaginator(rows, PAGE_SIZE, given.get("p")).asked_page()
    context = {
        "page": page,
        "rows": [(one, state_of(one)) for one in page.object_list],
        "words": words,
        "state": state,
        "states": BoxState.choices,
        "query": address_query(given, NAMES),
        "is_keeper": is_keeper(actor),
        "crumbs": [(_("Archive"), reverse("record_list")), (_("Boxes"), "")],
    }
    return render(request, "archive/places/list.html", context)


def box_new(request: HttpRequest) -> HttpResponse:
    """Ask for unit and place of a new box."""
    actor = acting(request)
    if not is_keeper(actor):
        raise NotFound
    form = BoxForm(posted(request), actor=actor)
    if request.method == "POST" and form.is_valid():
        wanted = form.box()

        def act() -> str:
            return reverse("box_page", args=[make_box(actor=actor, box=wanted).pk])

        try:
            address = once(request, act)
        except NotFound:
            raise
        except OfficeError as refusal:
            form.take(refusal)
        else:
            messages.success(request, _("The box is made. Print its label."))
            return redirect(address)
    crumbs = [
        (_("Archive"), reverse("record_list")),
        (_("Boxes"), reverse("boxes")),
        (_("New box"), ""),
    ]
    status = 422 if form.errors else 200
    context = {"form": form, "crumbs": crumbs}
    return render(request, "archive/places/new.html", context, status=status)


def box_page(request: HttpRequest, box_id: UUID) -> HttpResponse:
    """Show one box: the page its QR code leads to."""
    actor = acting(request)
    return shown(request, access.visible_box(actor, box_id), actor)


def shown(
    request: HttpRequest,
    box: RecordBox,
    actor: Actor,
    *,
    form: FillingForm | None = None,
) -> HttpResponse:
    """Answer with the page of the box; `form` is one that was refused."""
    may_fill = access.may(actor, "box.fill", box)
    is_open = box.state == BoxState.OPEN
    page = LongPaginator(
        contents_of_box(actor, box), PAGE_SIZE, request.GET.get("p")
    ).asked_page()
    lying = list(page.object_list)
    out = paper_out(one.record_file_id for one in lying)
    filling = form or FillingForm(None, actor=actor, box=box)
    events = box.events.select_related("record_file", "by").order_by("-id")
    first = {"room": box.room, "shelf": box.shelf, "position": box.position}
    context = {
        "box": box,
        "state": state_of(box),
        "page": page,
        "files": [(one, out.get(one.record_file_id)) for one in lying],
        "may_fill": may_fill,
        "filling": filling if may_fill and is_open else None,
        "offered": len(filling.fields["record_files"].queryset),  # type: ignore[attr-defined]
        "place_form": PlaceForm(initial=first) if may_fill else None,
        "in_hand": place_in_hand(request) if may_fill else None,
        "moves": [
            (one.value, ACT_WORDS[one])
            for one in BoxState
            if one in BOX_MOVES[BoxState(box.state)]
        ]
        if may_fill
        else [],
        "events": events[:EVENTS],
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (_("Boxes"), reverse("boxes")),
            (box.code, ""),
        ],
    }
    status = 422 if filling.errors else 200
    return render(request, "archive/places/page.html", context, status=status)


def labels(request: HttpRequest) -> HttpResponse:
    """Give the labels of the named boxes as PDF."""
    actor = acting(request)
    try:
        ids = [UUID(one) for one in request.GET.getlist("boks")]
    except ValueError as error:
        raise NotFound from error
    content = box_labels(actor=actor, boxes=ids)
    headers = {"Content-Disposition": 'inline; filename="label-boks.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
