"""`/incoming-letters/{id}/prepared-disposition`: a helper's draft for the leader."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import Router, Status

from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound
from workflow.api.dispositions import shapes
from workflow.dispositions import access as dispositions_access
from workflow.dispositions.models import PreparedDisposition
from workflow.dispositions.operations import preparing
from workflow.dispositions.queries.prepared import prepared_for
from workflow.incoming import access

router = Router()
ONE = "/incoming-letters/{uuid:incoming_id}/prepared-disposition"


def _draft(request: ApiRequest, incoming_id: UUID) -> PreparedDisposition:
    """Return the draft for those who may give or change it.

    Raises:
        NotFound: nobody prepared one, or it is not this person's to act on.
    """
    incoming = access.readable_incoming(request.actor, incoming_id)
    acts = ("incoming.dispose", "incoming.prepare")
    prepared = prepared_for(incoming)
    if prepared is None or not any(
        access.may(request.actor, act, incoming) for act in acts
    ):
        raise NotFound
    return prepared


@router.get(ONE, response=shapes.PreparedShape, summary="What a helper prepared")
def get_prepared_disposition(request: ApiRequest, incoming_id: UUID) -> Any:
    """For the desk and those who help it."""
    return shapes.show_prepared(_draft(request, incoming_id))


@router.put(ONE, response=shapes.PreparedShape, summary="Prepare a disposition")
def prepare_disposition(
    request: ApiRequest, incoming_id: UUID, payload: shapes.Preparing
) -> Any:
    """By a helper of the desk; nobody is asked anything until the leader gives it."""
    prepared = preparing.prepare_disposition(
        actor=request.actor,
        incoming_id=incoming_id,
        content=shapes.disposition_input_of(payload),
        expected_version=payload.version,
    )
    return shapes.show_prepared(prepared)


@router.post(
    f"{ONE}/issue",
    response={201: shapes.DispositionWhole},
    summary="Give what was prepared",
)
def issue_prepared_disposition(
    request: ApiRequest,
    response: HttpResponse,
    incoming_id: UUID,
    payload: shapes.Issuing,
) -> Any:
    """By who acts for the desk, never by a helper."""
    given = preparing.issue_prepared(
        actor=request.actor,
        prepared_id=_draft(request, incoming_id).pk,
        expected_version=payload.version,
    )
    response.headers["Location"] = reverse("api:get_disposition", args=[given.pk])
    shown = dispositions_access.visible_disposition(request.actor, given.pk)
    return Status(201, shapes.show_whole(shown, request.actor))


@router.delete(ONE, response={204: None}, summary="Drop the draft")
def drop_prepared_disposition(request: ApiRequest, incoming_id: UUID) -> Any:
    """By the desk or one who helps it."""
    prepared = _draft(request, incoming_id)
    preparing.drop_prepared(actor=request.actor, prepared_id=prepared.pk)
    return Status(204, None)
