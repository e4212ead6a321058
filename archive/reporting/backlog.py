"""The backlog: records that lie in no berkas, by unit and by how long they wait.

Filing follows registration and distribution (PP 28/2012 Ps 42). They wait since the
day they became records. The last band is over the six months within which a unit
delivers its list of active records (Ps 42 ayat (7)).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.records.lists import RecordFilters
from archive.records.models import Record
from archive.reporting.access import reported_records, require_reader
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeBand:
    """Records that wait from `least` to `most` days; no `most`: all older ones."""

    name: str
    label: str | Promise
    least: int
    most: int | None

    def filters(self, today: date, unit: UUID | None = None) -> RecordFilters:
        """Return what the list of records is narrowed to, to show these."""
        oldest = None if self.most is None else today - timedelta(days=self.most)
        return RecordFilters(
            filed=False,
            unit=unit,
            unit_alone=unit is not None,
            captured_from=oldest,
            captured_to=today - timedelta(days=self.least),
        )


BANDS = (
    AgeBand(name="to_30", label=_("up to 30 days"), least=0, most=30),
    AgeBand(name="to_90", label=_("31 to 90 days"), least=31, most=90),
    AgeBand(name="to_180", label=_("91 to 180 days"), least=91, most=180),
    AgeBand(name="over_180", label=_("over 180 days"), least=181, most=None),
)
#: How long a record may wait before its unit is told that it is late.
LATE_DAYS = BANDS[0].most or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BacklogLine:
    """What waits in one unit: a count for each band, in their order."""

    unit: Unit
    counts: tuple[int, ...]
    oldest_at: datetime

    @property
    def total(self) -> int:
        """Return how many wait."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """The whole report of a day, the unit with most waiting first."""

    on: date
    lines: Sequence[BacklogLine]

    @property
    def counts(self) -> tuple[int, ...]:
        """Return how many wait in all units, by band."""
        columns = zip(*(line.counts for line in self.lines), strict=True)
        return tuple(sum(column) for column in columns) or (0,) * len(BANDS)

    @property
    def total(self) -> int:
        """Return how many wait in all."""
        return sum(self.counts)


def backlog_of(actor: Actor | None, today: date) -> Backlog:
    """Return what waits to be filed in the units the person reads of.

    Raises:
        NotFound: neither a keeper nor an auditor.
    """
    rows = waiting(reported_records(require_reader(actor))).order_by()
    bands = {
        band.name: Count("pk", filter=band.filters(today).captured()) for band in BANDS
    }
    by_unit = rows.values("unit").annotate(oldest_at=Min("captured_at"), **bands)
    counted = list(by_unit.values_list("unit", "oldest_at", *bands))
    units = Unit.objects.in_bulk([row[0] for row in counted])
    lines = [
        BacklogLine(unit=units[unit], oldest_at=oldest, counts=tuple(counts))
        for unit, oldest, *counts in counted
    ]
    lines.sort(key=lambda one: (-one.total, one.unit.name))
    return Backlog(on=today, lines=lines)


def waiting(rows: QuerySet[Record]) -> QuerySet[Record]:
    """Return those that lie in no berkas."""
    return rows.filter(record_file__isnull=True)


def late_since(today: date) -> datetime:
    """Return the moment before which a record that waits is late."""
    return timezone.make_aware(
        datetime.combine(today - timedelta(days=LATE_DAYS), datetime.min.time())
    )
