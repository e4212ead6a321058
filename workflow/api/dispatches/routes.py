"""`/dispatches`: what is to be sent outside, and how far it is."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import Query, Router, Status

from eoffice.api.requests import ApiRequest
from eoffice.listing import page_of
from workflow.api.dispatches import shapes
from workflow.dispatches import access
from workflow.dispatches.models import Dispatch
from workflow.dispatches.operations.handing_over import HandOver, record_hand_over
from workflow.dispatches.operations.linking import show_link
from workflow.dispatches.operations.listing import dispatch_to
from workflow.dispatches.operations.sending import (
    SendingInput,
    record_bounce,
    resend_dispatch,
    revoke_dispatch,
    send_dispatch,
)
from workflow.dispatches.queries.lists import (
    OLDEST_FIRST,
    for_display,
    for_lists,
    matching,
)
from workflow.dispatches.queries.whose import senders_of

router = Router()
ONE = "/dispatches/{uuid:dispatch_id}"
SHOWN: dict[str, Any] = {"response": shapes.DispatchShape}


def _answer(request: ApiRequest, dispatch_id: UUID) -> shapes.DispatchShape:
    """Return it as it stands now; address and code only by GET, which nothing keeps."""
    rows = for_display(access.dispatches_visible_to(request.actor))
    return _shown(rows.get(pk=dispatch_id), request)


def _shown(
    dispatch: Dispatch, request: ApiRequest, *, secrets: bool = False
) -> shapes.DispatchShape:
    sender = senders_of([dispatch])[dispatch.pk]
    return shapes.show(dispatch, request.actor, sender, secrets=secrets)


@router.get("/dispatches", response=shapes.DispatchList, summary="What is sent outside")
def list_dispatches(
    request: ApiRequest, query: Annotated[shapes.DispatchFilters, Query()]
) -> Any:
    """Oldest first; clerks see what their register issues, drafters their own."""
    rows = access.dispatches_visible_to(request.actor)
    chosen = {"state": query.state, "way": query.way, "letter": query.letter}
    rows = rows.filter(**{name: value for name, value in chosen.items() if value})
    page = page_of(for_lists(matching(rows, query.q)), query, OLDEST_FIRST)
    senders = senders_of(page.items)
    return page.shown(
        lambda one: shapes.show(one, request.actor, senders[one.pk], in_list=True)
    )


@router.get(ONE, summary="One dispatch", **SHOWN)
def get_dispatch(request: ApiRequest, dispatch_id: UUID) -> Any:
    """With address and code of its link for those who may hand them out."""
    access.visible_dispatch(request.actor, dispatch_id)
    rows = for_display(access.dispatches_visible_to(request.actor))
    dispatch = rows.get(pk=dispatch_id)
    opens = access.may(request.actor, "dispatch.open_content", dispatch)
    if opens:
        show_link(actor=request.actor, dispatch=dispatch)
    return _shown(dispatch, request, secrets=True)


@router.post(
    "/letters/{uuid:letter_id}/dispatches",
    response={201: shapes.DispatchShape},
    summary="Say by which way a recipient gets it",
)
def post_dispatch(
    request: ApiRequest,
    response: HttpResponse,
    letter_id: UUID,
    payload: shapes.DispatchGiven,
) -> Any:
    """What waits gets the way; `send` sends it."""
    dispatch = dispatch_to(
        actor=request.actor,
        letter_id=letter_id,
        recipient=str(payload.recipient),
        way=payload.way,
    )
    response.headers["Location"] = reverse("api:get_dispatch", args=[dispatch.pk])
    return Status(201, _answer(request, dispatch.pk))


def _how(payload: shapes.SendGiven | None) -> SendingInput:
    if payload is None:
        return SendingInput()
    return SendingInput(
        way=payload.way or "", email=payload.email, reference=payload.reference
    )


@router.post(f"{ONE}/send", summary="Send it", **SHOWN)
def send_out(
    request: ApiRequest, dispatch_id: UUID, payload: shapes.SendGiven | None = None
) -> Any:
    """A mail is `waiting` until the mail server has taken it."""
    send_dispatch(actor=request.actor, dispatch_id=dispatch_id, how=_how(payload))
    return _answer(request, dispatch_id)


@router.post(f"{ONE}/resend", summary="Send it once more", **SHOWN)
def send_again(
    request: ApiRequest, dispatch_id: UUID, payload: shapes.SendGiven | None = None
) -> Any:
    """A new link and a new code; the older ones open nothing any more."""
    resend_dispatch(actor=request.actor, dispatch_id=dispatch_id, how=_how(payload))
    return _answer(request, dispatch_id)


@router.post(f"{ONE}/handed-over", summary="Handed over to whom, and when", **SHOWN)
def note_hand_over(
    request: ApiRequest, dispatch_id: UUID, payload: shapes.HandOverGiven
) -> Any:
    """Also the acknowledgement of SRIKANDI: `reference` is its number."""
    record_hand_over(
        actor=request.actor,
        dispatch_id=dispatch_id,
        hand_over=HandOver(
            to=payload.to,
            on=payload.on,
            proof=payload.proof,
            reference=payload.reference,
        ),
    )
    return _answer(request, dispatch_id)


@router.post(f"{ONE}/bounce", summary="It came back", **SHOWN)
def note_bounce(
    request: ApiRequest, dispatch_id: UUID, payload: shapes.SendingReason
) -> Any:
    """By post, or by the report of a mail server."""
    record_bounce(actor=request.actor, dispatch_id=dispatch_id, reason=payload.reason)
    return _answer(request, dispatch_id)


@router.post(f"{ONE}/revoke", summary="Take the sending back", **SHOWN)
def take_sending_back(
    request: ApiRequest, dispatch_id: UUID, payload: shapes.SendingReason
) -> Any:
    """Its link opens nothing any more and says so to who knows the code."""
    revoke_dispatch(actor=request.actor, dispatch_id=dispatch_id, reason=payload.reason)
    return _answer(request, dispatch_id)
