"""Keeping a text of a draft for the unit, and giving one to the editor."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.errors import Invalid
from eoffice.once.forms import once
from eoffice.shell.acting import acting
from workflow.admin.drafting.typed_body import typed_body
from workflow.letters.queries.shown import shown_title
from workflow.letters.queries.states import draft_to_write
from workflow.unit_texts import access
from workflow.unit_texts.keeping import TextInput, keep_unit_text
from workflow.unit_texts.models import TextKind


def unit_text(request: HttpRequest, text_id: UUID) -> JsonResponse:
    """Answer the blocks of one text, for the menu of the editor."""
    text = access.visible_text(acting(request), text_id)
    return JsonResponse({"blocks": text.body})


@require_POST
def snippet_keep(request: HttpRequest, letter_id: UUID) -> JsonResponse:
    """Keep the marked parts; answer how the menu offers them from now on."""
    try:
        given = TextInput(
            kind=TextKind.SNIPPET,
            name=request.POST.get("name", ""),
            body=typed_body(request.POST.get("body", "")),
        )
        text = keep_unit_text(actor=acting(request), letter_id=letter_id, given=given)
    except Invalid as refusal:
        told = " ".join(str(fault.message) for fault in refusal.faults)
        return JsonResponse({"message": told}, status=refusal.status)
    return JsonResponse(
        {
            "name": text.name,
            "url": reverse("unit_text", args=[text.pk]),
            "message": _("Kept for the unit: type / to put it in."),
        }
    )


def template_keep(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Ask for the name of the template, and keep the draft under it, once."""
    actor = acting(request)
    letter = draft_to_write(actor, letter_id)
    name = request.POST.get("name", letter.subject)
    context = {"letter": letter, "shown_title": shown_title(letter), "name": name}
    page = "workflow/drafting/unit_texts/template.html"
    if request.method != "POST":
        return render(request, page, context)
    given = TextInput(kind=TextKind.TEMPLATE, name=name)

    def act() -> str:
        keep_unit_text(actor=actor, letter_id=letter_id, given=given)
        return reverse("unit_texts")

    try:
        address = once(request, act)
    except Invalid as refusal:
        context["faults"] = refusal.faults
        return render(request, page, context, status=refusal.status)
    messages.success(request, _("Kept as a template of the unit."))
    return redirect(address)
