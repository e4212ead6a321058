"""Registering: the form beside the page, and how the reading stands."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from eoffice.errors import Invalid, Stale
from eoffice.organisation.actor import Actor
from eoffice.shell.entry import office_view
from workflow import access
from workflow.admin.acting import acting
from workflow.admin.incoming.forms import RegistrationForm
from workflow.admin.incoming.pages import viewer_of
from workflow.admin.once import once
from workflow.errors import AlreadyRegistered
from workflow.models import IncomingLetter, IncomingStatus
from workflow.operations.receiving import register_incoming_letter
from workflow.queries import incoming as queries


def _mine(actor: Actor, incoming_id: UUID) -> IncomingLetter:
    incoming = access.visible_incoming(actor, incoming_id)
    access.require(actor, "incoming.register", incoming)
    return incoming


@office_view
@require_GET
def reading_state(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """Say whether the reading has ended."""
    incoming = _mine(acting(request), incoming_id)
    proposal = getattr(incoming, "proposal", None)
    state = proposal.state if proposal else "ready"
    return JsonResponse({"state": state, "finished": state in ("ready", "failed")})


@office_view
def incoming_register(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """Show the form, or register and go on with the next letter."""
    actor = acting(request)
    incoming = _mine(actor, incoming_id)
    if incoming.status != IncomingStatus.RECEIVED and request.method != "POST":
        return redirect("incoming_read", incoming_id)
    form = RegistrationForm(incoming, request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _register(request, actor, form)
        if answer is not None:
            return answer
    return render(
        request, "workflow/incoming/register.html", _context(actor, incoming, form)
    )


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
        )
        following = queries.next_to_register(actor, pk)
        if following is None:
            return reverse("incoming_list")
        return reverse("incoming_register", args=[following.pk])

    try:
        address = once(request, act)
    except Invalid as refusal:
        form.add_faults(refusal)
        return None
    except Stale as refusal:
        form.add_error(None, str(refusal))
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
        "is_reading": bool(proposal and proposal.state in ("queued", "working")),
        "files": list(incoming.files.all()),
        "duplicates": queries.duplicates_of(incoming, actor),
        "next": following,
        "place": waiting.filter(pk__lte=incoming.pk).count(),
        "total": waiting.count(),
    }
