"""`…/catatan/…`: answering a note, saying that it is done, opening it again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.errors import Invalid
from eoffice.once.forms import once
from eoffice.shell.acting import acting
from eoffice.shell.views.errors import wants_json
from workflow.approval.operations.noting import reply_to_note, settle_note


def _back(letter_id: UUID, note_id: UUID) -> str:
    return f"{reverse('letter_read', args=[letter_id])}#catatan-{note_id}"


@require_POST
def note_reply(request: HttpRequest, letter_id: UUID, note_id: UUID) -> HttpResponse:
    """Keep an answer to a note."""
    actor, text = acting(request), request.POST.get("text", "").replace("\0", "")

    def act() -> str:
        reply_to_note(actor=actor, letter_id=letter_id, note_id=note_id, text=text)
        return _back(letter_id, note_id)

    try:
        address = once(request, act)
        if wants_json(request):  # at its place in the editor: the page stays
            told = {"name": actor.official.name, "text": text.strip()}
            return JsonResponse(told)
        return redirect(address)
    except Invalid as refusal:
        if wants_json(request):
            raise
        messages.error(request, str(refusal.faults[0].message))
    return redirect(_back(letter_id, note_id))


@require_POST
def note_settle(request: HttpRequest, letter_id: UUID, note_id: UUID) -> HttpResponse:
    """Say that a note is done; with `open` open it again."""
    actor, is_done = acting(request), "open" not in request.POST

    def act() -> str:
        settle_note(actor=actor, letter_id=letter_id, note_id=note_id, is_done=is_done)
        return _back(letter_id, note_id)

    address = once(request, act)
    if wants_json(request):
        return JsonResponse({"done": is_done})
    told = _("Marked as done.") if is_done else _("Opened again.")
    messages.success(request, told)
    return redirect(address)
