"""`…/tolak/`: end a letter on its way, with the reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.errors import Invalid, StateForbids
from eoffice.once.forms import once
from eoffice.shell.acting import acting
from workflow.approval.errors import StepAlreadyDecided
from workflow.approval.operations.refusing import refuse_letter
from workflow.approval.operations.withdrawing import note_letter_seen
from workflow.letters.queries.shown import shown_title
from workflow.outgoing.allowed_acts import allowed_acts
from workflow.outgoing.letter_facts import LetterFacts, read_letter


def letter_refuse(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Ask why, then end the letter."""
    actor = acting(request)
    note_letter_seen(actor=actor, letter_id=letter_id)
    reading = read_letter(actor, letter_id)
    if request.method != "POST":
        if "refuse" not in allowed_acts(actor, reading.letter, reading.steps):
            return _no_longer_here(request, letter_id)
        return _refuse_page(request, reading, None)

    def act() -> str:
        step = reading.open_step_of(actor)
        if step is None:
            raise StepAlreadyDecided(state=reading.letter.status)
        refuse_letter(
            actor=actor,
            letter_id=letter_id,
            step_id=step.pk,
            reason=request.POST.get("reason", "").replace("\0", ""),
        )
        return reverse("letter_read", args=[letter_id])

    try:
        address = once(request, act)
    except Invalid as refusal:
        return _refuse_page(request, reading, refusal)
    except StateForbids:
        return _no_longer_here(request, letter_id)
    told = _("Refused. %(name)s reads your reason.")
    messages.success(request, told % {"name": reading.letter.drafter.name})
    return redirect(address)


def _no_longer_here(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    messages.info(request, _("This letter is no longer at your desk."))
    return redirect("letter_read", letter_id=letter_id)


def _refuse_page(
    request: HttpRequest, reading: LetterFacts, refusal: Invalid | None
) -> HttpResponse:
    letter = reading.letter
    back = reverse("letter_read", args=[letter.pk])
    context = {
        "crumbs": [(_("Letter"), back), (_("Refuse"), "")],
        "letter": letter,
        "shown_title": shown_title(letter),
        "back": back,
        "reason": request.POST.get("reason", ""),
        "faults": refusal.faults if refusal else [],
    }
    status = refusal.status if refusal else 200
    return render(request, "workflow/approval/refuse.html", context, status=status)
