"""`/arsip/ekspor/`: exports asked for, how far they are, and their files."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.admin.disposal.posted import posted
from archive.admin.entrance import address_query
from archive.admin.exchange.asked import NAMES, ExportForm, asked_selection
from archive.admin.paging import LongPaginator
from archive.exchange import access
from archive.exchange.giving import take_out
from archive.exchange.making import ExportInput, make_export
from archive.exchange.models import Export, ExportKind, ExportState
from archive.exchange.selecting import Selected, Selection, select
from eoffice.errors import Invalid, NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.components import ProgressJob
from eoffice.shell.queue import Tag
from workflow.reading_copies import give_package

PAGE_SIZE = 50
SIGNS = {
    ExportState.QUEUED: ("hourglass", "info"),
    ExportState.READY: ("circle-check", "ok"),
    ExportState.FAILED: ("triangle-alert", "late"),
    ExportState.ENDED: ("clock", ""),
    ExportState.WITHDRAWN: ("flame", "due"),
}


def state_of(export: Export) -> Tag:
    """Return the state as a tag."""
    icon, kind = SIGNS[ExportState(export.state)]
    return Tag(text=export.get_state_display(), icon=icon, kind=kind)


def export_list(request: HttpRequest) -> HttpResponse:
    """Show the exports, newest first."""
    actor = acting(request)
    if not access.may(actor, "export.make", None):
        raise NotFound
    rows = access.exports_visible_to(actor).select_related("made_by", "stored")
    page = LongPaginator(rows, PAGE_SIZE, request.GET.get("p")).asked_page()
    context = {
        "page": page,
        "rows": [(one, state_of(one)) for one in page.object_list],
        "query": address_query(request.GET, NAMES),  # as the list was narrowed
        "crumbs": [(_("Archive"), reverse("record_list")), (_("Exports"), "")],
    }
    return render(request, "archive/exchange/exports.html", context)


def export_new(request: HttpRequest) -> HttpResponse:
    """Tell what would go, ask for the kind and the reason, and have it written."""
    actor = acting(request)
    access.require(actor, "export.make", None)
    named = request.POST if request.method == "POST" else request.GET
    selection = asked_selection(actor, named)
    form = ExportForm(posted(request))
    selected, refused = _selected(actor, selection)
    if request.method == "POST" and selected and form.is_valid():
        wanted = ExportInput(
            kind=ExportKind(form.cleaned_data["kind"]),
            selection=selection,
            reason=form.cleaned_data["reason"],
        )

        def act() -> str:
            made = make_export(actor=actor, wanted=wanted)
            return reverse("export_page", args=[made.pk])

        try:
            return redirect(once(request, act))
        except NotFound:
            raise
        except OfficeError as refusal:
            form.take(refusal)
    context = {
        "form": form,
        "selected": selected,
        "refused": refused,
        "named": [(n, v) for n in NAMES for v in named.getlist(n) if v],
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (_("Exports"), reverse("export_list")),
            (_("New export"), ""),
        ],
    }
    status = 422 if form.errors or (refused and request.method == "POST") else 200
    return render(request, "archive/exchange/new.html", context, status=status)


def _selected(actor: Actor, selection: Selection) -> tuple[Selected | None, str]:
    """Return what would go, or why nothing may."""
    try:
        return select(actor, selection), ""
    except Invalid as refusal:
        return None, str(refusal.faults[0].message)


def export_page(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """Show one export: how far it is, what is in it, until when it is kept."""
    actor = acting(request)
    export = access.visible_export(actor, export_id)
    poll = reverse("export_state", args=[export.pk])
    is_open = export.state == ExportState.QUEUED
    context = {
        "export": export,
        "state": state_of(export),
        "why": _why(export),
        "progress": ProgressJob(
            done=export.written, total=export.record_count, poll_url=poll
        )
        if is_open
        else None,
        "takes_all": access.takes_all(actor, export),
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (_("Exports"), reverse("export_list")),
            (export.get_kind_display(), ""),
        ],
    }
    return render(request, "archive/exchange/export.html", context)


def _why(export: Export) -> str:
    return {
        "record_destroyed": _(
            "A record in it was destroyed by its list, and this export with it."
        ),
        "right_lost": _("You may not take out all of its records any more."),
        "cancelled": _("The work was called off."),
    }.get(export.why, _("Nothing was lost. Ask for it again."))


def export_state(request: HttpRequest, export_id: UUID) -> JsonResponse:
    """Tell a page that polls how far it is."""
    export = access.visible_export(acting(request), export_id)
    return JsonResponse(
        {
            "done": export.written,
            "total": export.record_count,
            "finished": export.state != ExportState.QUEUED,
        }
    )


def export_file(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """Give the file to whoever may take out every record in it now."""
    try:
        taken = take_out(actor=acting(request), export_id=export_id)
    except NotFound:
        raise
    except OfficeError as refusal:
        messages.warning(request, str(refusal))
        return redirect("export_page", export_id)
    return give_package(request, taken.stored, name=taken.name)
