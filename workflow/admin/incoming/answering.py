"""Answering an incoming letter: one press, and the draft lies open."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.entry import office_view
from workflow.drafting.replying import may_reply, replies_to, reply_to
from workflow.incoming.models import IncomingLetter
from workflow.letters.queries.shown import shown_title


@office_view
@require_POST
def reply(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """Begin the draft and open it."""
    actor = acting(request)

    def act() -> str:
        letter = reply_to(actor=actor, incoming_id=incoming_id)
        return reverse("letter_edit", args=[letter.pk])

    return redirect(once(request, act))


def replies_context(actor: Actor, incoming: IncomingLetter) -> dict[str, object]:
    """Return what the page of the incoming letter says of its answers."""
    found = replies_to(actor, incoming)
    return {
        "may_reply": may_reply(actor, incoming),
        "replies": [(one, shown_title(one)) for one in found],
    }
