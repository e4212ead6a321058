"""`/keluar/kirim/<id>/`: one dispatch, what is left to do, its link and code."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from eoffice.errors import Invalid, NotFound, OfficeError
from eoffice.objects.models import UploadState
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.entry import office_view
from eoffice.shell.file_field import file_box
from workflow.admin.dispatches.listing import dispatch_row
from workflow.dispatches import access
from workflow.dispatches.links import LinkSecret
from workflow.dispatches.models import Dispatch
from workflow.dispatches.operations.linking import live_link, show_link
from workflow.dispatches.queries.lists import for_display
from workflow.dispatches.queries.shown import last_mail
from workflow.dispatches.queries.whose import senders_of
from workflow.letters.access import letters_visible_to, takes_part
from workflow.reading_copies import Wanted, give_file

PROOF_BOX = {
    "id": "proof",
    "name": "proof",
    "class": "eo-input",
    "accept": ".jpg,.jpeg,.png,.webp,.pdf",
}


def _found(actor: Actor, dispatch_id: UUID) -> Dispatch:
    access.visible_dispatch(actor, dispatch_id)
    rows = for_display(access.dispatches_visible_to(actor))
    return rows.select_related("register").get(pk=dispatch_id)


def _secret(
    request: HttpRequest, dispatch: Dispatch, actor: Actor
) -> LinkSecret | None:
    if not access.may(actor, "dispatch.open_content", dispatch):
        return None
    return show_link(actor=actor, dispatch=dispatch)


def show(
    request: HttpRequest, dispatch_id: UUID, *, refusal: OfficeError | None = None
) -> HttpResponse:
    """Render the page, after a refused act with every fault and what was typed."""
    actor = acting(request)
    dispatch = _found(actor, dispatch_id)
    secret = _secret(request, dispatch, actor)
    faults = refusal.faults if isinstance(refusal, Invalid) else []
    told = [str(fault.message) for fault in faults] or (
        [str(refusal)] if refusal else []
    )
    proof = dispatch.proof
    letter = dispatch.letter
    context = {
        **dispatch_row(dispatch, actor, senders_of([dispatch])[dispatch.pk]),
        "crumbs": [(_("Sending out"), reverse("dispatch_list")), (_("Sending"), "")],
        "letter": letter,
        "may_read": letters_visible_to(actor).filter(pk=letter.pk).exists(),
        "opens": access.may(actor, "dispatch.open_content", dispatch),
        "sends": access.may(actor, "dispatch.send", dispatch),
        "faults": told,
        "typed": request.POST if refusal else {},
        "secret": secret,
        "link": live_link(dispatch),
        "mail": last_mail(dispatch),
        "proof": proof,
        "proof_box": file_box(PROOF_BOX),
        "proof_is_clean": proof is not None and proof.state == UploadState.CLEAN,
        "proof_is_refused": proof is not None and proof.state == UploadState.REFUSED,
    }
    status = refusal.status if refusal else 200
    return render(request, "workflow/dispatches/read.html", context, status=status)


@office_view
@require_GET
def dispatch_read(request: HttpRequest, dispatch_id: UUID) -> HttpResponse:
    """Show the dispatch."""
    return show(request, dispatch_id)


@office_view
@require_GET
def proof(request: HttpRequest, dispatch_id: UUID) -> HttpResponse:
    """Give the picture of the receipt, once its check is done."""
    actor = acting(request)
    dispatch = _found(actor, dispatch_id)
    upload = dispatch.proof
    if upload is None or upload.state != UploadState.CLEAN:
        raise NotFound
    wanted = Wanted(
        stored=upload.stored,
        name=upload.name,
        takes_part=takes_part(actor, dispatch.letter),
    )
    answer = give_file(request, dispatch.letter, wanted, actor=actor)
    return cast("HttpResponse", answer)
