"""The gate before a leader's desk: passing a letter on, setting a revoked one aside."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.errors import Invalid, StateForbids
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.entry import office_view
from workflow.delivery.passing import pass_gate, set_aside
from workflow.incoming import access
from workflow.incoming.models import IncomingLetter


def _run(
    request: HttpRequest, act: Callable[[Actor], IncomingLetter], said: str
) -> HttpResponse:
    """Do the act once; who passed a letter on may not see it any more."""
    actor = acting(request)
    here = reverse("incoming_list")

    def done() -> str:
        incoming = act(actor)
        seen = access.incoming_visible_to(actor).filter(pk=incoming.pk).exists()
        return reverse("incoming_read", args=[incoming.pk]) if seen else here

    try:
        address = once(request, done)
    except Invalid as refusal:
        for fault in refusal.faults:
            messages.error(request, str(fault.message))
        return redirect(here)
    except StateForbids as refusal:
        messages.error(request, str(refusal))
        return redirect(here)
    messages.success(request, said)
    return redirect(address)


@office_view
@require_POST
def pass_on(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """Put it on the leader's desk, with a note if one was written."""
    note = request.POST.get("note", "").replace("\0", "")
    return _run(
        request,
        lambda actor: pass_gate(actor=actor, incoming_id=incoming_id, note=note),
        _("The letter lies on the leader's desk now."),
    )


@office_view
@require_POST
def aside(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """Close a letter that its sender has revoked."""
    return _run(
        request,
        lambda actor: set_aside(actor=actor, incoming_id=incoming_id),
        _("Set aside: the sender has revoked the letter."),
    )
