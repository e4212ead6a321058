"""`/registers`: agenda books, as pages and as spreadsheets."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from eoffice.api.listing import NEWEST_FIRST, Listed, ListQuery, page_of
from eoffice.api.requests import ApiRequest
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.organisation.actor import Actor
from workflow.queries.registers import BOOKS, MOST_ROWS, Period
from workflow.register_sheet import MEDIA_TYPE, sheet_of

router = Router()
Name = Literal["outgoing", "incoming", "dispositions"]


class Part(Schema):
    """Which part of a book."""

    unit: UUID | None = Field(None, description="The unit and all below it.")
    from_on: date | None = Field(None, alias="from")
    to_on: date | None = Field(None, alias="to")

    @property
    def period(self) -> Period:
        """Return the part as the query takes it."""
        return Period(unit=self.unit, from_on=self.from_on, to_on=self.to_on)


class RegisterQuery(ListQuery, Part):
    """Filters of a page of a book."""


class RegisterLine(Schema):
    """One line: the columns of the book, in words, and the thing it is about."""

    id: UUID
    columns: dict[str, str]


class RegisterPage(Listed[RegisterLine]):
    """A page of an agenda book."""


@router.get(
    "/registers/{name}.xlsx", summary="Agenda book as a spreadsheet", tags=["registers"]
)
def get_register_sheet(
    request: HttpRequest, name: Name, part: Annotated[Part, Query()]
) -> HttpResponse:
    """At most 10,000 lines: choose a shorter period for more."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    book = BOOKS[name]
    rows = list(book.rows(actor, part.period).order_by("id")[: MOST_ROWS + 1])
    if len(rows) > MOST_ROWS:
        text = _("More than 10,000 lines: choose a shorter period.")
        raise Invalid([Fault(field="from", code="too_many", message=text)])
    heads = [str(head) for _name, head in book.columns]
    lines = (book.line(row, actor) for row in rows)
    content = sheet_of(
        str(book.title),
        heads,
        ([line[key] for key, _head in book.columns] for line in lines),
    )
    _note_export(actor, name, len(rows))
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response.headers["Cache-Control"] = "no-store"
    return response


@transaction.atomic
def _note_export(actor: Actor, name: str, lines: int) -> None:
    trail.record(
        "register.exported", actor.official, actor=actor, book=name, lines=lines
    )


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
