"""`…/cabut/` and `…/ralat/`: what may still be done with a letter once it is signed."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice.errors import Fault, Invalid, StateForbids
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from workflow.letters import access as letters_access
from workflow.letters.models import Letter
from workflow.letters.operations.revoking import correct_letter, revoke_letter
from workflow.letters.queries.shown import shown_title
from workflow.outgoing.allowed_acts import allowed_acts


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The page of one act: its right, its words, and what it does with the reason."""

    act: str
    title: str | Promise
    why: str | Promise
    consequence: str | Promise
    button: str | Promise
    icon: str
    done: str | Promise
    run: Callable[[Actor, UUID, str], str]
    is_grave: bool = False


def _revoke(actor: Actor, letter_id: UUID, reason: str) -> str:
    revoke_letter(actor=actor, letter_id=letter_id, reason=reason)
    return reverse("letter_read", args=[letter_id])


def _correct(actor: Actor, letter_id: UUID, reason: str) -> str:
    # A page asks for a reason where a program may leave it out: people read it later.
    if not reason.strip():
        text = _("Say what is wrong in the letter.")
        raise Invalid([Fault(field="reason", code="required", message=text)])
    made = correct_letter(actor=actor, letter_id=letter_id, reason=reason)
    return reverse("letter_edit", args=[made.pk])


REVOKE = Asked(
    act="revoke",
    title=gettext_lazy("Revoke the letter"),
    why=gettext_lazy("Why it is revoked"),
    consequence=gettext_lazy(
        "The letter stays, with number and signature, but is no longer in force. Its"
        " page, the lists and the public check say so. This cannot be undone."
    ),
    button=gettext_lazy("Revoke this letter"),
    icon="ban",
    done=gettext_lazy("The letter is revoked."),
    run=_revoke,
    is_grave=True,
)
CORRECT = Asked(
    act="correct",
    title=gettext_lazy("Correct the letter"),
    why=gettext_lazy("What is wrong in it"),
    consequence=gettext_lazy(
        "A new draft with the same content opens, which refers to this letter. Once"
        " it is signed, this letter is shown as corrected by it; until then nothing"
        " changes."
    ),
    button=gettext_lazy("Begin the correction"),
    icon="file-pen",
    done=gettext_lazy("This is the draft of the correction."),
    run=_correct,
)


def letter_revoke(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Ask the signatory why, then revoke."""
    return _act_or_ask(request, letter_id, REVOKE)


def letter_correct(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Ask what is wrong, then open the draft of a correction."""
    return _act_or_ask(request, letter_id, CORRECT)


def _act_or_ask(request: HttpRequest, letter_id: UUID, asked: Asked) -> HttpResponse:
    actor = acting(request)
    letter = letters_access.visible_letter(actor, letter_id)
    letters_access.require(actor, f"letter.{asked.act}", letter)
    if request.method != "POST":
        # Asked before the form: nobody should explain an act that is refused then.
        if asked.act in allowed_acts(actor, letter):
            return _reason_page(request, letter, asked, None)
        return _not_now(request, letter_id)
    reason = request.POST.get("reason", "").replace("\0", "")
    try:
        address = once(request, lambda: asked.run(actor, letter_id, reason))
    except Invalid as refusal:
        return _reason_page(request, letter, asked, refusal)
    except StateForbids:
        return _not_now(request, letter_id)
    messages.success(request, str(asked.done))
    return redirect(address)


def _not_now(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    messages.info(request, _("The state of this letter does not allow it."))
    return redirect("letter_read", letter_id=letter_id)


def _reason_page(
    request: HttpRequest, letter: Letter, asked: Asked, refusal: Invalid | None
) -> HttpResponse:
    back = reverse("letter_read", args=[letter.pk])
    context = {
        "crumbs": [(_("Letter"), back), (asked.title, "")],
        "letter": letter,
        "shown_title": shown_title(letter),
        "asked": asked,
        "back": back,
        "reason": request.POST.get("reason", ""),
        "faults": refusal.faults if refusal else [],
    }
    status = refusal.status if refusal else 200
    template = "workflow/outgoing/after_signing.html"
    return render(request, template, context, status=status)
