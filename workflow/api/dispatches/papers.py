"""Papers and packages of `/dispatches`, as files."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Query, Router, Schema

from eoffice.api.file_answers import file_answer as told_file
from eoffice.api.requests import ApiRequest
from eoffice.spreadsheets import file_answer
from workflow.dispatches.package import srikandi_package
from workflow.dispatches.papers import print_delivery_book, print_papers

router = Router()
ONE = "/dispatches/{uuid:dispatch_id}"
PDF, ZIP = "application/pdf", "application/zip"
AS_PDF, AS_ZIP = told_file([PDF]), told_file([ZIP])


class BookPeriod(Schema):
    """The days between which the letters left."""

    from_on: date | None = Field(None, alias="from")
    to_on: date | None = Field(None, alias="to")


@router.get(
    "/dispatches/delivery-book.pdf", summary="Delivery book", openapi_extra=AS_PDF
)
def get_delivery_book(
    request: ApiRequest, query: Annotated[BookPeriod, Query()]
) -> Any:
    """Buku ekspedisi: what left on paper from the person's registers."""
    content = print_delivery_book(
        actor=request.actor, from_on=query.from_on, to_on=query.to_on
    )
    return file_answer(content, PDF, "buku-ekspedisi.pdf")


@router.get(f"{ONE}/label.pdf", summary="Address label", openapi_extra=AS_PDF)
def get_label(request: ApiRequest, dispatch_id: UUID) -> Any:
    """One A6 page."""
    content = print_papers(
        actor=request.actor, kind="label", dispatch_ids=[dispatch_id]
    )
    return file_answer(content, PDF, "label-alamat.pdf")


@router.get(f"{ONE}/cover.pdf", summary="Cover sheet and receipt", openapi_extra=AS_PDF)
def get_cover(request: ApiRequest, dispatch_id: UUID) -> Any:
    """Lembar pengantar above, tanda terima below."""
    content = print_papers(
        actor=request.actor, kind="cover", dispatch_ids=[dispatch_id]
    )
    return file_answer(content, PDF, "lembar-pengantar.pdf")


@router.get(f"{ONE}/srikandi.zip", summary="SRIKANDI package", openapi_extra=AS_ZIP)
def get_package(request: ApiRequest, dispatch_id: UUID) -> Any:
    """Signed PDF, attachments, metadata.json and SHA256SUMS."""
    name, content = srikandi_package(actor=request.actor, dispatch_id=dispatch_id)
    return file_answer(content, ZIP, name)
