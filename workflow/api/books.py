"""`/registers`: agenda books, as pages, as spreadsheets, as printed books."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema

from eoffice.api.requests import ApiRequest
from eoffice.listing import NEWEST_FIRST, Listed, page_of
from eoffice.spreadsheets import MEDIA_TYPE, file_answer
from workflow.books.exporting import export_print, export_sheet
from workflow.books.query import Part, RegisterQuery
from workflow.books.registers import BOOKS
from workflow.rendering.book import Paper

router = Router()
Name = Literal["outgoing", "incoming", "dispositions"]


class RegisterLine(Schema):
    """One line: the columns of the book, in words, and the thing it is about."""

    id: UUID
    columns: dict[str, str]


class RegisterPage(Listed[RegisterLine]):
    """A page of an agenda book."""


class PrintedPart(Part):
    """Which part of a book, on which paper."""

    paper: Paper = Field("F4", description="Landscape.")


@router.get(
    "/registers/{name}.xlsx", summary="Agenda book as a spreadsheet", tags=["registers"]
)
def get_register_sheet(
    request: ApiRequest, name: Name, part: Annotated[Part, Query()]
) -> HttpResponse:
    """At most 10,000 lines: choose a shorter period for more."""
    content = export_sheet(actor=request.actor, name=name, period=part.period)
    return file_answer(content, MEDIA_TYPE, f"{name}.xlsx")


@router.get("/registers/{name}.pdf", summary="Agenda book, printed", tags=["registers"])
def get_register_print(
    request: ApiRequest, name: Name, part: Annotated[PrintedPart, Query()]
) -> HttpResponse:
    """At most 1,000 lines: choose a shorter period for more."""
    content = export_print(
        actor=request.actor, name=name, period=part.period, paper=part.paper
    )
    return file_answer(content, "application/pdf", f"{name}.pdf")


@router.get("/registers/{name}", response=RegisterPage, summary="Agenda book")
def list_register(
    request: ApiRequest, name: Name, query: Annotated[RegisterQuery, Query()]
) -> Any:
    """The lines one may see, the newest first."""
    book = BOOKS[name]
    page = page_of(
        book.rows(request.actor, query.period), query, NEWEST_FIRST, name=name
    )
    return page.shown(
        lambda row: {"id": row.pk, "columns": book.line(row, request.actor)}
    )
