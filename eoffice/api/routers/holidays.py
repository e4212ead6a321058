"""`/holidays`: the days of a year on which nobody works."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from ninja import Field, Query, Router, Schema, Status

from eoffice.accounts.tokens import TokenScope
from eoffice.api.authentication import needs_scope
from eoffice.api.requests import ApiRequest
from eoffice.holidays import changing
from eoffice.holidays.models import Holiday, HolidayKind, HolidayYear
from eoffice.holidays.tables import HolidayInput

router = Router()
Year = Annotated[int, Field(ge=changing.FIRST_YEAR, le=changing.LAST_YEAR)]
Source = Annotated[str, Field(max_length=300)]


class HolidayShape(Schema):
    """One holiday."""

    id: UUID
    day: date
    name: str
    kind: HolidayKind
    source: str


class HolidayYearShape(Schema):
    """The list of a year; `state` is missing until it is begun."""

    year: int
    state: str = Field(..., examples=["complete"], description="missing, partial, …")
    source: str
    version: int
    items: list[HolidayShape]


class HolidayGiven(Schema):
    """One day to enter."""

    day: date
    name: Annotated[str, Field(min_length=1, max_length=160)]
    kind: HolidayKind = HolidayKind.NATIONAL


class HolidayEntered(HolidayGiven):
    """One day with what it rests on."""

    source: Source


class YearGiven(Schema):
    """A whole year; with `dry_run` nothing is written."""

    year: Year
    source: Source
    complete: bool = False
    days: list[HolidayGiven] = Field(..., max_length=100)
    dry_run: bool = False


class YearChanges(Schema):
    """What the list changes, or would."""

    added: list[date]
    removed: list[date]
    renamed: list[date]
    applied: bool


class HolidayQuery(Schema):
    """Which year."""

    year: Year


def _shown(day: Holiday) -> HolidayShape:
    return HolidayShape(
        id=day.pk,
        day=day.day,
        name=day.name,
        kind=HolidayKind(day.kind),
        source=day.source,
    )


def _inputs(days: list[HolidayGiven]) -> list[HolidayInput]:
    return [
        HolidayInput(day=one.day, name=one.name, kind=one.kind.value) for one in days
    ]


@router.get("/holidays", response=HolidayYearShape, summary="Holidays of a year")
def list_holidays(request: ApiRequest, query: Annotated[HolidayQuery, Query()]) -> Any:
    """For everybody in service; `state` is `missing`, `partial` or `complete`."""
    row = HolidayYear.objects.filter(pk=query.year).first()
    days: QuerySet[Holiday] = Holiday.objects.filter(year=query.year)
    begun = "complete" if row and row.is_complete else "partial"
    return HolidayYearShape(
        year=query.year,
        state=begun if row else "missing",
        source=row.source if row else "",
        version=row.row_version if row else 0,
        items=[_shown(day) for day in days],
    )


@router.post("/holidays", response={201: HolidayShape}, summary="Enter a holiday")
@needs_scope(TokenScope.ADMINISTER)
def enter_holiday(
    request: ApiRequest, response: HttpResponse, payload: HolidayEntered
) -> Any:
    """For administrators; a day that is known gets the new name and kind."""
    [given] = _inputs([payload])
    entered = changing.enter_holiday(
        actor=request.actor, holiday=given, source=payload.source
    )
    where = reverse("api:list_holidays")
    response.headers["Location"] = f"{where}?year={payload.day.year}"
    return Status(201, _shown(entered))


@router.post("/holidays/import", response=YearChanges, summary="Enter a whole year")
@needs_scope(TokenScope.ADMINISTER)
def import_holidays(request: ApiRequest, payload: YearGiven) -> Any:
    """For administrators: the year's list becomes this one; `dry_run` only tells."""
    days = _inputs(payload.days)
    content = changing.YearInput(
        year=payload.year,
        days=days,
        source=payload.source,
        is_complete=payload.complete,
    )
    changes = changing.import_year(
        actor=request.actor, content=content, dry_run=payload.dry_run
    )
    return YearChanges(
        added=[one.day for one in changes.added],
        removed=[one.day for one in changes.removed],
        renamed=[one.day for one in changes.renamed],
        applied=not payload.dry_run,
    )


@router.delete(
    "/holidays/{uuid:holiday_id}", response={204: None}, summary="Remove a holiday"
)
@needs_scope(TokenScope.ADMINISTER)
def remove_holiday(request: ApiRequest, holiday_id: UUID) -> Any:
    """For administrators; the trail keeps what it was."""
    changing.remove_holiday(actor=request.actor, holiday_id=holiday_id)
    return Status(204, None)
