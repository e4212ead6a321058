"""`/registers`: agenda books, as pages, as spreadsheets, as printed books."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from ninja import Field, Query, Router, Schema, Status

from eoffice.api.file_answers import file_answer as told_file
from eoffice.api.requests import ApiRequest
from eoffice.jobs.queries import job_of
from eoffice.listing import Listed, page_of
from eoffice.spreadsheets import MEDIA_TYPE, file_answer
from workflow.books.copying import KIND, copy_of, start_copy
from workflow.books.exporting import export, is_long
from workflow.books.order import ExportOrder
from workflow.books.query import Part, RegisterQuery
from workflow.books.registers import BOOKS
from workflow.reading_copies import give_book
from workflow.rendering.book import Paper

router = Router()
PDF = "application/pdf"
Name = Literal["outgoing", "incoming", "dispositions"]


class RegisterLine(Schema):
    """One line: the columns of the book, in words, and the thing it is about."""

    id: UUID = Field(..., description="Of a number without one, the number's own.")
    columns: dict[str, str]


class RegisterPage(Listed[RegisterLine]):
    """A page of an agenda book."""


class BookJob(Schema):
    """A book that is being written; the same as `/jobs/{id}`."""

    id: UUID
    kind: str = Field(..., examples=[KIND])
    state: str = Field(..., examples=["queued"])
    done: int
    total: int = Field(..., description="Parts, and one for binding them.")


class FilePart(Part):
    """Which part of a book; or the file of a job that is done."""

    job: UUID | None = Field(None, description="Give the file that this job wrote.")


class PrintedPart(FilePart):
    """Which part of a book, on which paper."""

    paper: Paper = Field("F4", description="Landscape.")


@router.get(
    "/registers/{name}.xlsx",
    response={202: BookJob},
    summary="Agenda book as a spreadsheet",
    tags=["registers"],
    openapi_extra=told_file([MEDIA_TYPE]),
)
def get_register_sheet(
    request: ApiRequest,
    response: HttpResponse,
    name: Name,
    part: Annotated[FilePart, Query()],
) -> Any:
    """A sheet per register and year. More than 25,000 lines: 202, then with `job`."""
    order = ExportOrder(name=name, form="xlsx", period=part.period)
    return _given(request, response, order, part.job)


@router.get(
    "/registers/{name}.pdf",
    response={202: BookJob},
    summary="Agenda book, printed",
    tags=["registers"],
    openapi_extra=told_file([PDF]),
)
def get_register_print(
    request: ApiRequest,
    response: HttpResponse,
    name: Name,
    part: Annotated[PrintedPart, Query()],
) -> Any:
    """A book per register and year. More than 1,000 lines: 202, then with `job`."""
    order = ExportOrder(name=name, form="pdf", period=part.period, paper=part.paper)
    return _given(request, response, order, part.job)


def _given(
    request: ApiRequest, response: HttpResponse, order: ExportOrder, job: UUID | None
) -> HttpResponseBase | Status[Any]:
    """Answer with the file, or with the job that writes it."""
    actor = request.actor
    if job is not None:
        stored = copy_of(actor=actor, job_id=job, order_name=order.name)
        if stored is None:
            return _accepted(request, response, job)
        return give_book(request, stored, name=f"{order.name}.{order.form}")
    if is_long(actor, order):
        return _accepted(request, response, start_copy(actor=actor, order=order).pk)
    media_type = MEDIA_TYPE if order.form == "xlsx" else PDF
    return file_answer(export(actor, order), media_type, f"{order.name}.{order.form}")


def _accepted(request: ApiRequest, response: HttpResponse, job_id: UUID) -> Status[Any]:
    response.headers["Location"] = reverse("api:get_job", args=[job_id])
    return Status(202, job_of(job_id, owner_id=request.actor.user_id))


@router.get("/registers/{name}", response=RegisterPage, summary="Agenda book")
def list_register(
    request: ApiRequest, name: Name, query: Annotated[RegisterQuery, Query()]
) -> Any:
    """The lines one may see, register by register, by number; void ones too."""
    book = BOOKS[name]
    rows = book.rows(request.actor, query.period)
    page = page_of(rows, query, book.orders, name=name)
    lines = {
        row.pk: line
        for row, line in zip(
            page.items, book.lines(page.items, request.actor), strict=True
        )
    }
    return page.shown(
        lambda row: {"id": lines[row.pk].id, "columns": lines[row.pk].cells}
    )
