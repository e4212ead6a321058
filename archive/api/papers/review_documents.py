"""`/reviews/{id}/documents`: the copies of the berita acara of a review."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from archive.api.papers import shapes
from archive.api.papers.making import make_or_enter
from archive.reviews import access
from archive.reviews.documenting import record_review_document, write_review_document
from archive.reviews.papers import documents_of
from eoffice.api.requests import ApiRequest

router = Router()
DOCUMENTS = "/reviews/{uuid:review_id}/documents"
CONFLICT: dict[str, Any] = {"x-problems": (409,)}


def _shown(request: ApiRequest, review_id: UUID) -> list[shapes.ProcedureDocument]:
    found = access.visible_review(request.actor, review_id)
    return shapes.documents_shown(request.actor, documents_of(found))


@router.get(
    DOCUMENTS,
    response=list[shapes.ProcedureDocument],
    summary="Documents of a review",
)
def list_review_documents(request: ApiRequest, review_id: UUID) -> Any:
    """Each with its letter, or with what was signed outside; missing ones too."""
    return _shown(request, review_id)


@router.post(
    f"{DOCUMENTS}/{{document}}",
    response={201: list[shapes.ProcedureDocument]},
    summary="Make or enter a document of a review",
    openapi_extra=CONFLICT,
)
def make_review_document(
    request: ApiRequest, review_id: UUID, document: str, payload: shapes.PaperFields
) -> Any:
    """Without a document its letter is drafted; with one that one is entered."""
    make_or_enter(
        request.actor,
        document,
        payload,
        write=write_review_document,
        record=record_review_document,
        review_id=review_id,
    )
    return Status(201, _shown(request, review_id))
