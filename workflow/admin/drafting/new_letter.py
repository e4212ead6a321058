"""`/naskah-keluar/baru/`: choosing what to write."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from eoffice.errors import NotFound
from eoffice.identifiers import as_uuid
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from workflow.drafting.starting import start_letter
from workflow.letters.models import Letter
from workflow.outgoing.type_choice import types_to_choose
from workflow.unit_texts.keeping import start_from_template
from workflow.unit_texts.queries import templates_for


def letter_new(request: HttpRequest) -> HttpResponse:
    """Offer the types that can be drafted; choosing one starts the draft."""
    actor = acting(request)
    if request.method == "POST":

        def act() -> str:
            letter = _begun(actor, request.POST)
            return reverse("letter_edit", args=[letter.pk])

        return redirect(once(request, act))
    groups = types_to_choose(actor)
    context = {"groups": groups, "templates": templates_for(actor)}
    return render(request, "workflow/drafting/new.html", context)


def _begun(actor: Actor, form: QueryDict) -> Letter:
    if "template" not in form:
        return start_letter(actor, form.get("type", ""))
    text_id = as_uuid(form.get("template", ""))
    if text_id is None:
        raise NotFound
    return start_from_template(actor=actor, text_id=text_id)
