"""Numbers of a load: in each register the later number bears the later day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone

from eoffice.organisation.models import Unit
from workflow.models import Register
from workflow.numbering.operations import locked_register

SPREAD_DAYS = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySpan:
    """The days of one batch, counted back from now; batches follow one another."""

    oldest: float = SPREAD_DAYS
    newest: float = 0.0

    @staticmethod
    def of_batch(done: int, size: int, count: int) -> "DaySpan":
        """Return the span of the `size` letters after the first `done` of `count`."""
        day = SPREAD_DAYS / count
        left = count - done
        return DaySpan(oldest=left * day, newest=(left - size) * day)

    def within(self, days: float) -> float:
        """Return how much of the span lies in the last `days`: 0 to 1."""
        recent = min(self.oldest, days) - self.newest
        return max(0.0, recent) / (self.oldest - self.newest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A number of a register, and the moment at which it was taken."""

    register: Register
    value: int
    at: datetime


def taken_in_order(
    unit: Unit, series: str, moments: Sequence[datetime]
) -> Iterator[Taken]:
    """Take a number for each moment, earliest first, of the registers of their years.

    What would stand before a number of the register's past is moved to its last day.
    """
    registers: dict[int, Register] = {}
    for moment in moments:
        year = timezone.localdate(moment).year
        if year not in registers:
            registers[year] = locked_register(unit, series, year)
        register, at = registers[year], moment
        last = register.last_on
        if last is not None and timezone.localdate(at) < last:
            at = datetime.combine(last, time(10), timezone.get_current_timezone())
        register.last_value, register.last_on = (
            register.last_value + 1,
            timezone.localdate(at),
        )
        yield Taken(register=register, value=register.last_value, at=at)
    for register in registers.values():
        register.save(update_fields=["last_value", "last_on"])
