"""Counts for the reports page, from what the viewer may see and nothing else."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Avg, Count, F, Max, Min, QuerySet

from eoffice.organisation.actor import Actor
from workflow.dispositions.access import dispositions_visible_to
from workflow.incoming.access import incoming_visible_to
from workflow.letters.access import letters_visible_to
from workflow.models import IncomingLetter, Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class BookLine:
    """An agenda book of a unit in a year."""

    unit_id: UUID
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
    """Return issued letters by drafting unit."""
    return _lines(
        letters_visible_to(actor).filter(signed_letter_date__year=year),
        "signed_letter_date",
    )


def incoming_book(actor: Actor, year: int) -> list[BookLine]:
    """Return registered incoming letters by receiving unit."""
    rows = incoming_visible_to(actor).filter(received_at__year=year)
    return _lines(rows.exclude(agenda_number=""), "received_at__date")


def disposition_book(actor: Actor, year: int) -> list[BookLine]:
    """Return dispositions by the giver's unit."""
    rows = dispositions_visible_to(actor).filter(created_at__year=year)
    return _lines(rows, "created_at__date", unit="giver_position__unit")


def _lines(rows: QuerySet, day: str, *, unit: str = "unit") -> list[BookLine]:
    counted = (
        rows.order_by()
        .values(f"{unit}_id", f"{unit}__name")
        .annotate(n=Count("pk"), first=Min(day), last=Max(day))
        .order_by(f"{unit}__name")
    )
    return [
        BookLine(
            unit_id=one[f"{unit}_id"],
            unit=one[f"{unit}__name"],
            count=one["n"],
            first_on=one["first"],
            last_on=one["last"],
        )
        # A bound for the page; no government has so many units that keep a book.
        for one in counted[:500]
    ]


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
