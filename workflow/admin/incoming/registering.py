"""Registering: the form beside the page, and how the reading stands."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from eoffice.errors import Invalid, Stale
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.organisation.queries.upwards import register_unit_of
from eoffice.shell.acting import acting
from eoffice.shell.entry import office_view
from workflow.admin.incoming.entry_form import desk_choice
from workflow.admin.incoming.forms import RegistrationForm
from workflow.admin.incoming.pages import viewer_of
from workflow.incoming import access
from workflow.incoming.allowed_acts import allowed_acts
from workflow.incoming.errors import AlreadyRegistered
from workflow.incoming.models import PROPOSAL_OPEN, IncomingLetter, ProposalState
from workflow.incoming.operations.registering import register_incoming_letter
from workflow.incoming.queries import lists as queries
from workflow.incoming.queries.desks import found_desks

MOST_DESKS = 12


def _words(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "").strip()[:300]


def _of_register(actor: Actor, incoming_id: UUID) -> IncomingLetter:
    """Return a letter of a register the person is clerk of, whatever its state."""
    incoming = access.visible_incoming(actor, incoming_id)
    access.require(actor, "incoming.register", incoming)
    return incoming


@office_view
@require_GET
def reading_state(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """Say whether the reading has ended."""
    incoming = _of_register(acting(request), incoming_id)
    proposal = getattr(incoming, "proposal", None)
    state = proposal.state if proposal else ProposalState.READY
    return JsonResponse({"state": state, "finished": state not in PROPOSAL_OPEN})


@office_view
@require_GET
def desk_lookup(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """Answer what desks the words mean; without words, the leaders first."""
    incoming = _of_register(acting(request), incoming_id)
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
    register = register_unit_of(incoming.unit)
    found = [desk_choice(one) for one in found_desks(register, words, MOST_DESKS)]
    return JsonResponse({"options": [choice.as_json() for choice in found]})


@office_view
def incoming_register(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """Show the form, or register and go on with the next letter."""
    actor = acting(request)
    incoming = _of_register(actor, incoming_id)
    if request.method != "POST" and "register" not in allowed_acts(actor, incoming):
        return redirect("incoming_read", incoming_id)
    duplicates = queries.duplicates_of(
        incoming,
        actor,
        sender=_words(request, "sender"),
        number=_words(request, "number"),
        dated=_words(request, "letter_date"),
    )
    form = RegistrationForm(incoming, actor, duplicates, request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _register(request, actor, form)
        if answer is not None:
            return answer
    context = {**_context(actor, incoming, form), "duplicates": duplicates}
    return render(request, "workflow/incoming/register.html", context)


def _register(
    request: HttpRequest, actor: Actor, form: RegistrationForm
) -> HttpResponse | None:
    pk = form.incoming.pk

    def act() -> str:
        register_incoming_letter(
            actor=actor,
            incoming_id=pk,
            row_version=form.cleaned_data["row_version"],
            registration=form.registration(),
            duplicate_reason=form.cleaned_data.get("duplicate_reason", ""),
        )
        # On to the next one: clerks register a whole morning's post in one go.
        following = queries.next_to_register(actor, pk)
        if following is None:
            return reverse("incoming_list")
        return reverse("incoming_register", args=[following.pk])

    try:
        address = once(request, act)
    except Invalid as refusal:
        form.add_faults(refusal)
        return None
    except Stale as refusal:  # its pages were turned or split: look, then send again
        form.add_error(None, str(refusal))
        # What was typed stays; sending again means to have looked at the new pages.
        form.stand_on(form.incoming.row_version)
        return None
    except AlreadyRegistered:
        return redirect("incoming_read", pk)
    done = access.visible_incoming(actor, pk)
    desk = done.routed_to.title if done.routed_to else _("no desk")
    text = _("Registered as %(number)s, now with %(desk)s.")
    messages.success(request, text % {"number": done.agenda_number, "desk": desk})
    return redirect(address)


def _context(
    actor: Actor, incoming: IncomingLetter, form: RegistrationForm
) -> dict[str, object]:
    proposal = getattr(incoming, "proposal", None)
    following = queries.next_to_register(actor, incoming.pk)
    waiting = queries.to_register(actor)
    return {
        "incoming": incoming,
        "form": form,
        "parts": form.parts(),
        "viewer": viewer_of(incoming, _("Scan"), form.boxes()),
        "proposal": proposal,
        "is_reading": bool(proposal and proposal.state in PROPOSAL_OPEN),
        "files": list(incoming.files.all()),
        "reading_elsewhere": queries.being_read(actor).exclude(pk=incoming.pk).count(),
        "next": following,
        "place": waiting.filter(pk__lte=incoming.pk).count(),
        "total": waiting.count(),
    }
