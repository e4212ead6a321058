"""Giving a draft another type: the choice, and what of the text no longer fits."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.once.forms import once
from eoffice.shell.acting import acting
from workflow.letter_types.content_rules import block_faults
from workflow.letters.body import body_blocks
from workflow.letters.models import Letter
from workflow.letters.operations.drafting import LetterInput, edit_draft
from workflow.letters.queries.shown import shown_title
from workflow.letters.queries.states import draft_to_write
from workflow.outgoing.type_choice import types_to_choose


def letter_retype(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Offer the types; choosing one keeps everything typed and opens the editor."""
    actor = acting(request)
    letter = draft_to_write(actor, letter_id)
    if request.method != "POST":
        context = {
            "letter": letter,
            "shown_title": shown_title(letter),
            "groups": types_to_choose(actor),
        }
        return render(request, "workflow/drafting/retype.html", context)
    content = LetterInput(
        given=frozenset({"type"}), type=request.POST.get("type", "")[:60]
    )

    def act() -> str:
        # Whatever was read: the words stay, only what the letter is changes.
        edit_draft(actor=actor, letter_id=letter_id, row_version=None, content=content)
        return reverse("letter_edit", args=[letter_id])

    address = once(request, act)
    _tell_what_fits(request, Letter.objects.get(pk=letter_id))
    return redirect(address)


def _tell_what_fits(request: HttpRequest, letter: Letter) -> None:
    told = _("The letter is a %(type)s now. Everything you typed is still there.")
    messages.success(request, told % {"type": letter.letter_type.name})
    faults = block_faults(letter.type_version, body_blocks(letter.body))
    for message in dict.fromkeys(str(fault.message) for fault in faults):
        messages.warning(request, message)
