"""Bound books: a unit's series of one year is one book, with that unit's name on it.

The book of dispositions has no register: it is one, of the part that was asked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min
from django.utils.translation import gettext as _

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from workflow.books.book import Book, Line, Period
from workflow.books.numbers import day_of_number
from workflow.numbering.models import Register

# So many rows are brought from the database and put into words at a time.
AT_A_TIME = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """One bound book, as far as the person may see it; `count` is of its lines."""

    unit: Unit
    period: Period
    count: int
    register: Register | None = None
    first_on: date | None = None
    last_on: date | None = None

    @property
    def name(self) -> str:
        """Return what tells it from other volumes: series and year."""
        if self.register is None:
            return ""
        told = {"series": self.register.get_series_display(), "year": self.year}
        return _("%(series)s, %(year)s") % told

    @property
    def year(self) -> str:
        """Return the year of its register, or nothing."""
        return str(self.register.year) if self.register else ""


def volumes_of(actor: Actor, book: Book, period: Period) -> list[Volume]:
    """Return the books of the part, by unit, series and year; never an empty one.

    Raises:
        NotFound: the unit is unknown, or the person has no position to name one.
    """
    if not book.series:
        rows = book.rows(actor, period).order_by()
        unit = _unit(actor, period)
        return [Volume(unit=unit, period=period, count=rows.count())]
    counted = (
        book.rows(actor, period)
        .order_by()
        .annotate(day_told=day_of_number())
        .values("register")
        .annotate(n=Count("pk"), first=Min("day_told"), last=Max("day_told"))
    )
    found = {one["register"]: one for one in counted}
    registers = Register.objects.filter(pk__in=found).select_related("unit")
    order = {name: n for n, name in enumerate(book.series)}
    return [
        Volume(
            unit=one.unit,
            register=one,
            period=replace(period, register=one.pk),
            count=found[one.pk]["n"],
            first_on=found[one.pk]["first"],
            last_on=found[one.pk]["last"],
        )
        for one in sorted(
            registers, key=lambda one: (one.unit.name, order[one.series], one.year)
        )
    ]


def exported_volumes(actor: Actor, book: Book, period: Period) -> list[Volume]:
    """Return the books of the part, or an empty one of the unit that was asked for.

    Raises:
        NotFound: the unit is unknown, or the person has no position to name one.
    """
    found = volumes_of(actor, book, period)
    return found or [Volume(unit=_unit(actor, period), period=period, count=0)]


def own_volume(actor: Actor, volumes: Sequence[Volume]) -> Volume | None:
    """Return the book of the person's own register, the latest and the longest.

    Where a unit of another name keeps it (Bagian Umum for the sekda's letters), the
    latest and longest of those the person may see.
    """
    own = {mandate.register_id for mandate in actor.mandates}
    mine = [one for one in volumes if one.unit.pk in own] or volumes
    return max(mine, key=lambda one: (one.year, one.count), default=None)


def lines_of(actor: Actor, book: Book, period: Period) -> Iterator[Line]:
    """Yield the lines of the part in the order of the book."""
    rows = book.ordered(book.rows(actor, period)).iterator(chunk_size=AT_A_TIME)
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_A_TIME:
            yield from book.lines(batch, actor)
            batch = []
    yield from book.lines(batch, actor)


def _unit(actor: Actor, period: Period) -> Unit:
    if period.unit is None:
        own = actor.chosen or next(iter(actor.mandates), None)
        if own is None:
            raise NotFound
        return own.position.unit
    found = Unit.objects.filter(pk=period.unit).first()
    if found is None:
        raise NotFound
    return found
