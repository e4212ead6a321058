"""The documents of a procedure: all of them, and the page that makes or enters one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.admin.papers.desk import PaperDesk, is_to_be_made, tag_of
from archive.admin.papers.forms import OutsidePaperForm
from archive.papers.asking import readable_among
from archive.papers.kinds import PaperKind
from archive.papers.slots import OutsidePaper, ProcedurePaper
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting

DRAFT = "konsep"  # which of the page's two forms was sent


def documents_page(request: HttpRequest, desk: PaperDesk, **ids: UUID) -> HttpResponse:
    """Show which documents the procedure has and which are missing."""
    actor = acting(request)
    found = desk.find(actor, ids[desk.in_address])
    papers = desk.papers(found)
    may = desk.may(actor, found)
    rows = [
        (one, tag_of(one), may and is_to_be_made(desk, one), _address(desk, found, one))
        for one in papers
    ]
    context = {
        "found": found,
        "rows": rows,
        "readable": readable_among(actor, papers),
        "back": reverse(desk.page, args=[found.pk]),
        "crumbs": desk.crumbs(found, _("Documents")),
    }
    return render(request, "archive/papers/documents.html", context)


def _address(desk: PaperDesk, found: Any, paper: ProcedurePaper) -> str:
    page = reverse(desk.document, args=[found.pk, paper.slot.kind.value])
    return f"{page}?pihak={paper.slot.party}" if paper.slot.party else page


def document_page(
    request: HttpRequest, desk: PaperDesk, document: str, **ids: UUID
) -> HttpResponse:
    """Offer both ways to a document: drafted here, or signed outside and entered."""
    actor = acting(request)
    found = desk.find(actor, ids[desk.in_address])
    if not desk.may(actor, found):
        raise NotFound
    paper = _paper(desk, found, document, request.GET.get("pihak", ""))
    form = OutsidePaperForm(request.POST if _is_entered(request) else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            address = once(request, _doing(actor, desk, found, paper, form))
        except NotFound:
            raise
        except OfficeError as refusal:
            form = form if form.is_bound else OutsidePaperForm({})
            form.take(refusal)
        else:
            messages.success(request, _("Done. It stands among the documents."))
            return redirect(address)
    context = {
        "paper": paper,
        "form": form,
        "may_draft": bool(paper.slot.type_code) and paper.slot.is_open,
        "may_enter": paper.slot.kind not in desk.not_entered
        and paper.slot.is_open
        and desk.may_enter(actor, found, paper.slot.kind),
        "is_to_be_made": is_to_be_made(desk, paper),
        "tag": tag_of(paper),
        "back": reverse(desk.documents, args=[found.pk]),
        "crumbs": desk.crumbs(found, paper.title),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "archive/papers/document.html", context, status=status)


def _paper(desk: PaperDesk, found: Any, kind: str, party: str) -> ProcedurePaper:
    for paper in desk.papers(found):
        if (paper.slot.kind.value, paper.slot.party) == (kind, party):
            return paper
    raise NotFound


def _is_entered(request: HttpRequest) -> bool:
    return request.method == "POST" and DRAFT not in request.POST


def _doing(
    actor: Actor,
    desk: PaperDesk,
    found: Any,
    paper: ProcedurePaper,
    form: OutsidePaperForm,
) -> Callable[[], str]:
    which = {
        "actor": actor,
        desk.id_name: found.pk,
        "kind": PaperKind(paper.slot.kind),
        "party": paper.slot.party,
    }

    def act() -> str:
        if not form.is_bound:
            made = desk.write(**which)
            return reverse("letter_read", args=[made.letter_id])
        given = {name: form.cleaned_data[name] for name in form.fields}
        desk.record(**which, given=OutsidePaper(**given))
        return reverse(desk.documents, args=[found.pk])

    return act
