"""`/archive-reports/…`: figures on the keeping of records."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from archive.reporting.backlog import BANDS, backlog_of
from archive.reporting.figures import yearly_figures
from archive.reporting.scope import ReportScope, scope_of
from archive.reporting.supervision import IndicatorCount, supervision_of
from eoffice.api.organisation.shapes import UnitRef
from eoffice.api.requests import ApiRequest

router = Router()


class WaitingCount(Schema):
    """How many wait for so long."""

    band: str = Field(..., examples=["to_30"])
    label: str
    from_days: int
    to_days: int | None = Field(..., description="Null: all that wait longer.")
    records: int


class WaitingInUnit(Schema):
    """What waits in one unit, without the units below it."""

    unit: UnitRef
    records: int
    oldest_at: datetime
    bands: list[WaitingCount]


class BacklogOut(Schema):
    """What lies in no record file on a day."""

    on: date
    records: int
    bands: list[WaitingCount]
    units: list[WaitingInUnit]


def _bands(counts: tuple[int, ...]) -> list[WaitingCount]:
    return [
        WaitingCount(
            band=band.name,
            label=str(band.label),
            from_days=band.least,
            to_days=band.most,
            records=n,
        )
        for band, n in zip(BANDS, counts, strict=True)
    ]


@router.get(
    "/archive-reports/backlog",
    response=BacklogOut,
    summary="What is not filed, by unit and age",
)
def get_backlog(request: ApiRequest) -> Any:
    """For keepers: of the units they file for; auditors read all units' figures.

    `GET /records?unfiled=true&unit=…&unit_alone=true&captured_from=…` lists them.
    """
    found = backlog_of(request.actor, timezone.localdate())
    return BacklogOut(
        on=found.on,
        records=found.total,
        bands=_bands(found.counts),
        units=[
            WaitingInUnit(
                unit=UnitRef.model_validate(line.unit, from_attributes=True),
                records=line.total,
                oldest_at=line.oldest_at,
                bands=_bands(line.counts),
            )
            for line in found.lines
        ],
    )


class ReportQuery(Schema):
    """Which year, and which unit with those below it."""

    year: int | None = Field(None, ge=1900, le=2199, description="Empty: this year.")
    unit: UUID | None = None


class FigureOut(Schema):
    """One number."""

    name: str = Field(..., examples=["records"])
    label: str
    count: int


class FigureGroupOut(Schema):
    """The figures of one part of the work."""

    part: str = Field(..., examples=["creation"])
    label: str
    figures: list[FigureOut]


class FiguresOut(Schema):
    """The yearly figures."""

    year: int
    unit: UnitRef | None
    groups: list[FigureGroupOut]


class IndicatorOut(Schema):
    """How much of what had to be done was done."""

    indicator: str = Field(..., examples=["filed"])
    part: str
    label: str
    basis: str
    done: int
    of: int
    percent: int | None = Field(..., description="Null where nothing had to be done.")


class UnitIndicators(Schema):
    """The indicators of one unit, without the units below it."""

    unit: UnitRef
    indicators: list[IndicatorOut]


class SupervisionOut(Schema):
    """Internal supervision: all units together, and each that has anything."""

    year: int
    unit: UnitRef | None
    indicators: list[IndicatorOut]
    units: list[UnitIndicators]


def _scope(request: ApiRequest, query: ReportQuery) -> ReportScope:
    year = query.year or timezone.localdate().year
    return scope_of(request.actor, year, query.unit)


def _about(scope: ReportScope) -> dict[str, Any]:
    unit = scope.chosen
    shown = UnitRef.model_validate(unit, from_attributes=True) if unit else None
    return {"year": scope.year, "unit": shown}


def _measured(rows: Sequence[IndicatorCount]) -> list[IndicatorOut]:
    return [
        IndicatorOut(
            indicator=one.indicator.name,
            part=one.indicator.part,
            label=str(one.indicator.label),
            basis=one.indicator.basis,
            done=one.done,
            of=one.of,
            percent=one.percent,
        )
        for one in rows
    ]


@router.get(
    "/archive-reports/figures",
    response=FiguresOut,
    summary="Yearly figures of the archive",
)
def get_figures(request: ApiRequest, query: Annotated[ReportQuery, Query()]) -> Any:
    """For keepers: of the units they file for; auditors read all units' figures."""
    scope = _scope(request, query)
    groups = [
        FigureGroupOut(
            part=group.name,
            label=str(group.label),
            figures=[
                FigureOut(name=one.name, label=str(one.label), count=one.count)
                for one in group.figures
            ],
        )
        for group in yearly_figures(scope, timezone.localdate())
    ]
    return FiguresOut(**_about(scope), groups=groups)


@router.get(
    "/archive-reports/supervision",
    response=SupervisionOut,
    summary="Indicators of internal supervision",
)
def get_supervision(request: ApiRequest, query: Annotated[ReportQuery, Query()]) -> Any:
    """For keepers and auditors, as the yearly figures; no mark is made of them."""
    scope = _scope(request, query)
    found = supervision_of(scope, timezone.localdate())
    return SupervisionOut(
        **_about(scope),
        indicators=_measured(found.whole),
        units=[
            UnitIndicators(
                unit=UnitRef.model_validate(unit, from_attributes=True),
                indicators=_measured(rows),
            )
            for unit, rows in found.units
        ],
    )
