"""`/uploads`: files brought in, checked before anything uses them."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import Field, File, Router, Schema, Status, UploadedFile

from eoffice.api.idempotency import settles_itself
from eoffice.api.requests import ApiRequest
from eoffice.files import receive_upload
from eoffice.files.uploads import UploadFacts, facts_of, upload_of

router = Router()


class Upload(Schema):
    """A file on its way from quarantine to use."""

    id: UUID
    name: str = Field(..., examples=["surat-masuk.pdf"])
    sha256: str = Field(..., examples=["9f86d081884c7d659a2feaa0c55ad015" * 2])
    size: int = Field(..., description="Bytes.", examples=[183_204])
    media_type: str = Field(..., examples=["application/pdf"])
    state: Literal["quarantined", "clean", "refused"]
    reason: str = Field(..., description="Code of the refusal, else empty.")
    reason_text: str


def _show(facts: UploadFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in Upload.model_fields}


@router.post("/uploads", response={201: Upload}, summary="Bring a file")
# the object store is never called inside a transaction
@settles_itself
def create_upload(
    request: ApiRequest,
    response: HttpResponse,
    file: Annotated[UploadedFile, File(description="The file.")],
) -> Any:
    """Kept in quarantine and checked at once; ask again until it is clean."""
    upload = receive_upload(
        owner=request.auth,
        name=file.name or "",
        stream=file,
        actor=request.actor,
        tables=True,
    )
    response.headers["Location"] = reverse("api:get_upload", args=[upload.pk])
    return Status(201, _show(facts_of(upload)))


@router.get("/uploads/{uuid:upload_id}", response=Upload, summary="State of a file")
def get_upload(request: ApiRequest, upload_id: UUID) -> Any:
    """One's own uploads only."""
    return _show(facts_of(upload_of(upload_id, owner_id=request.auth.pk)))
