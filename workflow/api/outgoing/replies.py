"""Answers to incoming letters."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from eoffice.api.requests import ApiRequest
from workflow.api.outgoing import shapes
from workflow.api.outgoing.letters import EDITABLE, new_letter
from workflow.drafting.replying import reply_to

router = Router()


@router.post(
    "/incoming-letters/{uuid:incoming_id}/reply",
    summary="Draft the answer to an incoming letter",
    response={201: shapes.LetterShape},
    openapi_extra=EDITABLE,
)
def reply(request: ApiRequest, response: HttpResponse, incoming_id: UUID) -> Any:
    """A new draft to its sender, classed no lower, with its reference in words."""
    letter = reply_to(actor=request.actor, incoming_id=incoming_id)
    return new_letter(request, response, letter)
