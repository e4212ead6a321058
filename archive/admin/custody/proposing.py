"""A new list of a transfer or a hand-over: of all that is due, or of ticked files."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.admin.custody.forms import ChosenFilesForm, CustodyForm
from archive.admin.custody.pages import page_address
from archive.admin.custody.words import WORDS
from archive.admin.disposal.posted import posted
from archive.custody.due import due_files, kept_back
from archive.custody.proposing import MoveProposal, propose_move
from archive.custody.states import MoveKind
from archive.records.keepers import is_keeper
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting

#: More are not ticked one by one: they all go, or the list is made by program.
MOST_TICKED = 500


def move_new(request: HttpRequest, kind: MoveKind) -> HttpResponse:
    """Ask for a name and a unit, and where wanted for the files; make the list."""
    actor, words = acting(request), WORDS[kind]
    if not is_keeper(actor):
        raise NotFound
    form = CustodyForm(posted(request), actor=actor, kind=kind)
    due: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        if not request.POST.keys().isdisjoint({"ticking", "choose"}):
            form, due = _choosing(request, actor, form, kind)
        if "choose" not in request.POST and form.is_valid():
            address = _made(request, actor, form, kind)
            if address:
                messages.success(request, _("The list is made. Nothing has moved yet."))
                return redirect(address)
    back = reverse(f"{words.name}s")
    crumbs = [
        (_("Archive"), reverse("record_list")),
        (str(words.many), back),
        (str(words.new), ""),
    ]
    context = {"form": form, "words": words, "back": back, "crumbs": crumbs, **due}
    status = 422 if form.errors else 200
    page = "archive/custody/choose.html" if due else "archive/custody/new.html"
    return render(request, page, context, status=status)


def _choosing(
    request: HttpRequest, actor: Actor, asked: CustodyForm, kind: MoveKind
) -> tuple[CustodyForm, dict[str, Any]]:
    """Return the form with its due files, and what the page shows of them."""
    unit, is_long = asked.cleaned_data["unit"], asked.cleaned_data.get("is_long", False)
    due = due_files(unit, kind, is_long=is_long)
    rows = list(due[: MOST_TICKED + 1])
    shown = {
        "due": rows,
        "kept": kept_back(unit, kind, is_long=is_long)[:MOST_TICKED],
        "unit": unit,
        "ticked": {str(one.pk) for one in rows},
        "most": MOST_TICKED,
    }
    if len(rows) > MOST_TICKED:
        return asked, {**shown, "due": [], "is_many": True}
    if "choose" in request.POST:
        return asked, shown
    form = ChosenFilesForm(posted(request), actor=actor, kind=kind, due=due)
    return form, {**shown, "ticked": set(request.POST.getlist("chosen"))}


def _made(request: HttpRequest, actor: Actor, form: CustodyForm, kind: MoveKind) -> str:
    given = form.cleaned_data
    proposal = MoveProposal(
        kind=kind,
        name=given["name"],
        unit_id=given["unit"].pk,
        is_long=given.get("is_long", False),
        files=[one.pk for one in given.get("chosen", ())],
    )

    def act() -> str:
        return page_address(propose_move(actor=actor, proposal=proposal))

    try:
        return once(request, act)
    except NotFound:
        raise
    except OfficeError as refusal:
        form.take(refusal)
    return ""
