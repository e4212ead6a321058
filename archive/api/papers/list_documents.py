"""`/destruction-lists/{id}/documents`: the eight of PP 28/2012 Ps 78."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from archive.api.papers import shapes
from archive.api.papers.making import make_or_enter
from archive.disposal import access
from archive.disposal.documenting import record_list_document, write_list_document
from archive.disposal.eight_documents import documents_of
from eoffice.api.requests import ApiRequest

router = Router()
DOCUMENTS = "/destruction-lists/{uuid:list_id}/documents"
CONFLICT: dict[str, Any] = {"x-problems": (409,)}


def _shown(request: ApiRequest, list_id: UUID) -> list[shapes.ProcedureDocument]:
    found = access.visible_list(request.actor, list_id)
    return shapes.documents_shown(request.actor, documents_of(found))


@router.get(
    DOCUMENTS,
    response=list[shapes.ProcedureDocument],
    summary="The eight documents of a destruction list",
)
def list_destruction_documents(request: ApiRequest, list_id: UUID) -> Any:
    """Each with its letter, or with what was signed outside; missing ones too."""
    return _shown(request, list_id)


@router.post(
    f"{DOCUMENTS}/{{document}}",
    response={201: list[shapes.ProcedureDocument]},
    summary="Make or enter a document of a list",
    openapi_extra=CONFLICT,
)
def make_destruction_document(
    request: ApiRequest, list_id: UUID, document: str, payload: shapes.PaperFields
) -> Any:
    """Without a document its letter is drafted; with one that one is entered."""
    make_or_enter(
        request.actor,
        document,
        payload,
        write=write_list_document,
        record=record_list_document,
        list_id=list_id,
    )
    return Status(201, _shown(request, list_id))
