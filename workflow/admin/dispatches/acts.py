"""What a clerk does to a dispatch from its page or its list: one operation each."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from eoffice.accounts.models import User
from eoffice.days.typed_days import NoDay, parse_day
from eoffice.errors import Fault, Invalid, OfficeError, StateForbids
from eoffice.files import receive_upload
from eoffice.identifiers import as_uuid
from eoffice.once.forms import once
from eoffice.shell.acting import acting
from eoffice.shell.day_field import NO_DAY
from eoffice.shell.entry import office_view
from workflow.admin.dispatches.dispatch_page import show
from workflow.dispatches import access
from workflow.dispatches.models import DispatchState
from workflow.dispatches.operations.handing_over import (
    HandOver,
    record_hand_over,
    replace_proof,
)
from workflow.dispatches.operations.sending import (
    SendingInput,
    record_bounce,
    resend_dispatch,
    revoke_dispatch,
    send_dispatch,
)

MOST_AT_ONCE = 100


def _done(
    request: HttpRequest, dispatch_id: UUID, act: Callable[[], str], told: str
) -> HttpResponse:
    """Do the act once and lead on; a refusal shows the page with its reason."""
    try:
        address = once(request, act)
    except (Invalid, StateForbids) as refusal:
        return show(request, dispatch_id, refusal=refusal)
    messages.success(request, told)
    return redirect(address)


def _page(dispatch_id: UUID) -> str:
    return reverse("dispatch_read", args=[dispatch_id])


def _how(request: HttpRequest) -> SendingInput:
    return SendingInput(
        way=request.POST.get("way", ""),
        email=request.POST.get("email", "")[:254],
        reference=request.POST.get("reference", ""),
    )


@office_view
@require_POST
def send(request: HttpRequest, dispatch_id: UUID) -> HttpResponse:
    """Send what waits by the way chosen."""
    actor = acting(request)

    def act() -> str:
        send_dispatch(actor=actor, dispatch_id=dispatch_id, how=_how(request))
        return _page(dispatch_id)

    return _done(request, dispatch_id, act, _("Sent. Below is what is left to do."))


@office_view
@require_POST
def resend(request: HttpRequest, dispatch_id: UUID) -> HttpResponse:
    """Send once more; an older link opens no more."""
    actor = acting(request)

    def act() -> str:
        resend_dispatch(actor=actor, dispatch_id=dispatch_id, how=_how(request))
        return _page(dispatch_id)

    return _done(request, dispatch_id, act, _("Sent once more."))


@office_view
@require_POST
def send_many(request: HttpRequest) -> HttpResponse:
    """Send several by the ways they stand with; each is told for itself."""
    actor = acting(request)
    ids = [as_uuid(one) for one in request.POST.getlist("dispatch")[:MOST_AT_ONCE]]
    refused: list[str] = []

    def act() -> str:
        sent = 0
        for dispatch_id in filter(None, ids):
            dispatch = access.visible_dispatch(actor, dispatch_id)
            try:
                with transaction.atomic():
                    send_dispatch(actor=actor, dispatch_id=dispatch_id)
                sent += 1
            except Invalid as refusal:
                told = " ".join(str(fault.message) for fault in refusal.faults)
                refused.append(f"{dispatch.recipient.external}: {told}")
            except StateForbids as refusal:
                refused.append(f"{dispatch.recipient.external}: {refusal}")
        return f"{reverse('dispatch_list')}?terkirim={sent}"

    address = once(request, act)
    count = int(address.rpartition("=")[2])
    told = ngettext("%(n)d sent.", "%(n)d sent.", count) % {"n": count}
    messages.success(request, told)
    for one in refused[:10]:
        messages.warning(request, one)
    return redirect("dispatch_list")


def _hand_over(request: HttpRequest, proof: UUID | None) -> HandOver:
    typed = request.POST.get("on", "").strip()
    try:
        on = parse_day(typed, today=timezone.localdate(), toward="past")
    except NoDay as error:
        fault = Fault(field="on", code="no_day", message=NO_DAY)
        raise Invalid([fault]) from error
    return HandOver(
        to=request.POST.get("to", ""),
        on=on,
        proof=proof,
        reference=request.POST.get("reference", ""),
    )


def _brought(request: HttpRequest) -> UUID | None:
    """Take in the picture that the form brings; it is checked in the background."""
    file = request.FILES.get("proof")
    if file is None or not file.name:
        return None
    taken = receive_upload(
        owner=cast("User", request.user),
        name=file.name,
        stream=file,
        actor=acting(request),
    )
    return taken.pk


@office_view
@require_POST
def hand_over(request: HttpRequest, dispatch_id: UUID) -> HttpResponse:
    """Note who took it and when; on what was handed over, put a picture in place."""
    actor = acting(request)
    dispatch = access.visible_dispatch(actor, dispatch_id)
    access.require(actor, "dispatch.hand_over", dispatch)
    is_late = dispatch.state == DispatchState.HANDED_OVER
    try:
        # Outside the transaction of the act: bytes go to the store before any row.
        proof = _brought(request)
    except OfficeError as refusal:
        return show(request, dispatch_id, refusal=refusal)

    def act() -> str:
        if is_late and proof is not None:
            replace_proof(actor=actor, dispatch_id=dispatch_id, proof=proof)
        else:
            record_hand_over(
                actor=actor,
                dispatch_id=dispatch_id,
                hand_over=_hand_over(request, proof),
            )
        return _page(dispatch_id)

    return _done(request, dispatch_id, act, _("Noted."))


@office_view
@require_POST
def bounce(request: HttpRequest, dispatch_id: UUID) -> HttpResponse:
    """Note that it came back."""
    actor = acting(request)

    def act() -> str:
        reason = request.POST.get("reason", "")
        record_bounce(actor=actor, dispatch_id=dispatch_id, reason=reason)
        return _page(dispatch_id)

    return _done(request, dispatch_id, act, _("Noted. It waits to be sent again."))


@office_view
@require_POST
def revoke(request: HttpRequest, dispatch_id: UUID) -> HttpResponse:
    """Take the sending back, saying why."""
    actor = acting(request)

    def act() -> str:
        reason = request.POST.get("reason", "")
        revoke_dispatch(actor=actor, dispatch_id=dispatch_id, reason=reason)
        return _page(dispatch_id)

    return _done(request, dispatch_id, act, _("Taken back."))
