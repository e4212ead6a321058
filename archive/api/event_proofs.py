"""`/record-files/{id}/event-proofs`: files that show the day of the event."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router, Status

from archive.api import shapes
from archive.record_files import access
from archive.record_files.models import EventProof
from archive.record_files.proofs import add_event_proof, proofs_of
from archive.record_files.serving import give_proof
from eoffice.api.conditional import set_etag
from eoffice.api.file_answers import ANY_FILE
from eoffice.api.requests import ApiRequest

router = Router()
ALL = "/record-files/{uuid:file_id}/event-proofs"


def _shown(proof: EventProof) -> shapes.EventProof:
    upload, stored = proof.upload, proof.stored or proof.upload.stored
    return shapes.EventProof(
        number=proof.number,
        name=upload.name,
        media_type=stored.media_type,
        size=stored.size,
        sha256=stored.sha256,
        state=upload.state,  # type: ignore[arg-type]  # judged by pydantic
        trigger_on=proof.trigger_on,
        added_at=proof.added_at,
        locked_until=proof.stored.locked_until if proof.stored else None,
    )


@router.get(
    ALL, response=list[shapes.EventProof], summary="Files that show the event's day"
)
def list_event_proofs(request: ApiRequest, file_id: UUID) -> Any:
    """For all who see the record file; at most 20, by number."""
    found = access.visible_record_file(request.actor, file_id)
    return [_shown(one) for one in proofs_of(found)]


@router.post(
    ALL,
    response={201: list[shapes.EventProof]},
    summary="Add a file that shows the event's day",
)
def add_proof_of_event(
    request: ApiRequest,
    response: HttpResponse,
    file_id: UUID,
    payload: shapes.EventProofGiven,
) -> Any:
    """For its keepers, once the day is given; it is locked when its check is done."""
    changed = add_event_proof(
        actor=request.actor,
        record_file_id=file_id,
        proof_file=payload.upload,
    )
    set_etag(response, changed.row_version)
    return Status(201, [_shown(one) for one in proofs_of(changed)])


@router.get(
    f"{ALL}/{{int:number}}", summary="One of these files", openapi_extra=ANY_FILE
)
def get_event_proof(
    request: ApiRequest, file_id: UUID, number: int, *, original: bool = False
) -> HttpResponseBase:
    """For all who see the record file, once the file's check is done.

    Where the record file holds classed records, a copy that names its reader; the
    stored bytes (`original`) go to its keepers.
    """
    return give_proof(
        request, request.actor, file_id=file_id, number=number, original=original
    )
