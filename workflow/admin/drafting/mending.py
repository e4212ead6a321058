"""A draft with parts the editor cannot show: which, and the offer to correct them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from workflow.letters.broken_parts import BrokenPart
from workflow.letters.models import Letter
from workflow.letters.operations.mending import mend_draft
from workflow.letters.queries.shown import shown_title
from workflow.outgoing.allowed_acts import allowed_acts


def broken_page(
    request: HttpRequest, actor: Actor, letter: Letter, parts: list[BrokenPart]
) -> HttpResponse:
    """Show the broken parts with their words in place of the editor."""
    context = {
        "letter": letter,
        "shown_title": shown_title(letter),
        "parts": [
            {"place": part.index + 1, "label": part.label, "words": part.words}
            for part in parts
        ],
        "acts": allowed_acts(actor, letter),
    }
    return render(request, "workflow/drafting/broken.html", context)


@require_POST
def letter_mend(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Make paragraphs of the broken parts and open the editor."""
    actor = acting(request)

    def act() -> str:
        mend_draft(actor=actor, letter_id=letter_id)
        return reverse("letter_edit", args=[letter_id])

    address = once(request, act)
    messages.success(request, _("Mended. Look through the text before you submit it."))
    return redirect(address)
