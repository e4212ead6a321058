"""Counts for the reports page, from what the viewer may see and nothing else."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Avg, Count, F, Max, Min, QuerySet
from django.utils.translation import gettext as _

from eoffice.organisation.actor import Actor
from workflow.books.book import Period
from workflow.books.registers import BOOKS
from workflow.books.volumes import volumes_of
from workflow.dispositions.access import dispositions_visible_to
from workflow.incoming.access import incoming_visible_to
from workflow.letters.access import letters_visible_to
from workflow.models import IncomingLetter, Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class BookLine:
    """An agenda book of a unit in a year; `query` opens it on the page of books."""

    query: str
    unit: str
    count: int
    first_on: date | None
    last_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How long things took; `average` is None while nothing was counted."""

    count: int
    average: timedelta | None


def outgoing_book(actor: Actor, year: int) -> list[BookLine]:
    """Return the books of outgoing letters, by the unit that keeps the register."""
    return _volumes(actor, "outgoing", year)


def incoming_book(actor: Actor, year: int) -> list[BookLine]:
    """Return the agendas of incoming letters, by the unit that keeps them."""
    return _volumes(actor, "incoming", year)


def _volumes(actor: Actor, name: str, year: int) -> list[BookLine]:
    part = Period(from_on=date(year, 1, 1), to_on=date(year, 12, 31))
    return [
        BookLine(
            query=_query(part, buku=one.period.register),
            unit=f"{one.unit.name}: {one.name}",
            count=one.count,
            first_on=one.first_on,
            last_on=one.last_on,
        )
        for one in volumes_of(actor, BOOKS[name], part)
    ]


def _query(part: Period, **more: object) -> str:
    return urlencode({**more, "dari": part.from_on, "sampai": part.to_on})


def disposition_book(actor: Actor, year: int) -> list[BookLine]:
    """Return dispositions by the giver's unit, each with those of the units below.

    What a line counts is what its book shows: a unit's book has the units below too.
    """
    part = Period(from_on=date(year, 1, 1), to_on=date(year, 12, 31))
    rows = dispositions_visible_to(actor).filter(created_at__year=year)
    unit = "giver_position__unit"
    counted = list(
        rows.order_by()
        .values(f"{unit}_id", f"{unit}__name", f"{unit}__path")
        .annotate(
            n=Count("pk"), first=Min("created_at__date"), last=Max("created_at__date")
        )
        .order_by(f"{unit}__name")[
            # A bound for the page; no government has so many units that keep a book.
            :500
        ]
    )
    lines = []
    for one in counted:
        within = [row for row in counted if one[f"{unit}_id"] in row[f"{unit}__path"]]
        lines.append(
            BookLine(
                query=_query(part, unit=one[f"{unit}_id"]),
                unit=_named(one[f"{unit}__name"], with_units_below=len(within) > 1),
                count=sum(row["n"] for row in within),
                first_on=min(row["first"] for row in within),
                last_on=max(row["last"] for row in within),
            )
        )
    return lines


def _named(unit: str, *, with_units_below: bool) -> str:
    if not with_units_below:
        return unit
    return _("%(unit)s and the units below it") % {"unit": unit}


def signing_speed(actor: Actor, year: int) -> Speed:
    """Return the time from the first word of the draft to the signature."""
    rows: QuerySet[Letter] = letters_visible_to(actor).filter(
        signed_letter_date__year=year, signed_at__isnull=False
    )
    return _speed(rows, F("signed_at") - F("created_at"))


def completion_speed(actor: Actor, year: int) -> Speed:
    """Return the time from receipt to completion of incoming letters."""
    rows: QuerySet[IncomingLetter] = incoming_visible_to(actor).filter(
        received_at__year=year, completed_at__isnull=False
    )
    return _speed(rows, F("completed_at") - F("received_at"))


# Averaged by the database: a year of letters is never brought here to be counted.
def _speed(rows: QuerySet, took: object) -> Speed:
    found = rows.order_by().aggregate(n=Count("pk"), mean=Avg(took))
    return Speed(count=found["n"], average=found["mean"])
