"""The report of internal supervision (pengawasan kearsipan internal): indicators.

Each says how much of what had to be done was done, with the article that asks it. By
the parts of managing dynamic records: creation, use, maintenance, disposal (UU 43/2009
Ps 40 ayat (2)). What no row of this product knows (staff, buildings) is in none, and
no mark is made of them: the office gives that by its own sheet.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.loans.models import LoanState
from archive.programmes.models import ProgrammeKind
from archive.records.completeness import INCOMPLETE
from archive.reporting.scope import ReportScope
from archive.retention.models import FinalDisposition
from eoffice.organisation.models import Unit

#: Filing follows registration (Ps 42); the law names no days, a month is our measure.
SOON = timedelta(days=30)
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What is measured; `name` names its two counts, `name_of` and `name`."""

    name: str
    part: str
    label: str | Promise
    basis: str


INDICATORS = (
    Indicator(
        name="complete",
        part="creation",
        label=_("Records of the year with complete metadata"),
        basis="PP 28/2012 Ps 32, 42",
    ),
    Indicator(
        name="coded",
        part="creation",
        label=_("Records of the year with a classification code"),
        basis="PP 28/2012 Ps 42",
    ),
    Indicator(
        name="back_in_time",
        part="use",
        label=_("Loans of the year back by their day, of those due"),
        basis="PP 28/2012 Ps 38",
    ),
    Indicator(
        name="filed",
        part="maintenance",
        label=_("Records of the year that lie in a berkas"),
        basis="PP 28/2012 Ps 42",
    ),
    Indicator(
        name="filed_soon",
        part="maintenance",
        label=_("Records of the year filed within 30 days"),
        basis="PP 28/2012 Ps 42",
    ),
    Indicator(
        name="dated",
        part="maintenance",
        label=_("Closed files whose retention runs"),
        basis="PP 28/2012 Ps 54",
    ),
    Indicator(
        name="vital_reviewed",
        part="maintenance",
        label=_("Vital files reviewed in time"),
        basis="PP 28/2012 Ps 50",
    ),
    Indicator(
        name="protected_told",
        part="maintenance",
        label=_("Protected files reported and copied in time"),
        basis="PP 28/2012 Ps 51",
    ),
    Indicator(
        name="transferred",
        part="disposal",
        label=_("Files past their active retention that were transferred"),
        basis="PP 28/2012 Ps 57",
    ),
    Indicator(
        name="destroyed",
        part="disposal",
        label=_("Files to be destroyed, past their retention, that were destroyed"),
        basis="PP 28/2012 Ps 65",
    ),
    Indicator(
        name="handed_over",
        part="disposal",
        label=_("Permanent files past their retention that were handed over"),
        basis="PP 28/2012 Ps 79",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorCount:
    """An indicator with its counts: `done` of `of`."""

    indicator: Indicator
    done: int
    of: int

    @property
    def percent(self) -> int | None:
        """Return how much was done, rounded down; nothing where nothing had to be."""
        return self.done * 100 // self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision:
    """The indicators of all units together, and of each unit that has anything."""

    whole: Sequence[IndicatorCount]
    units: Sequence[tuple[Unit, Sequence[IndicatorCount]]]


def supervision_of(scope: ReportScope, today: date) -> Supervision:
    """Return the indicators of the year; what is due is judged by today."""
    counted: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for rows in (
        _records(scope),
        _loans(scope, today),
        _files(scope, today),
        _programmes(scope, today),
    ):
        for row in rows:
            unit = row.pop("in_unit")
            for name, n in row.items():
                counted[unit][name] += n
    units = Unit.objects.filter(pk__in=counted).order_by("name")
    return Supervision(
        whole=_measured(_sum(counted.values())),
        units=[(unit, _measured(counted[unit.pk])) for unit in units],
    )


def _sum(rows: Iterable[Counts]) -> Counts:
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        for name, n in row.items():
            found[name] += n
    return found


def _measured(counts: Counts) -> list[IndicatorCount]:
    return [
        IndicatorCount(
            indicator=one,
            done=counts.get(f"n_{one.name}", 0),
            of=counts.get(f"n_{one.name}_of", 0),
        )
        for one in INDICATORS
    ]


def _by_unit(rows: QuerySet, unit: str, **counts: tuple[Q, Q]) -> QuerySet:
    """Return, by unit, for each name how many had to be done and how many were."""
    asked = {}
    for name, (whole, done) in counts.items():
        asked[f"n_{name}_of"] = Count("pk", filter=whole)
        asked[f"n_{name}"] = Count("pk", filter=whole & done)
    named = rows.annotate(in_unit=F(unit)).values("in_unit")
    found: QuerySet = named.annotate(**asked)
    return found


def _records(scope: ReportScope) -> QuerySet:
    every = Q(pk__isnull=False)
    filed = Q(record_file__isnull=False)
    return _by_unit(
        scope.records(),
        "unit",
        complete=(every, ~INCOMPLETE),
        coded=(every, Q(classification__isnull=False)),
        filed=(every, filed),
        filed_soon=(every, filed & Q(filed_at__lte=F("captured_at") + SOON)),
    )


def _loans(scope: ReportScope, today: date) -> QuerySet:
    back = Q(state=LoanState.RETURNED)
    over = back | Q(state=LoanState.LENT, due_on__lt=today)
    rows = scope.loans().annotate(back_on=TruncDate("returned_at"))
    in_time = back & Q(back_on__lte=F("due_on"))
    return _by_unit(rows, "unit", back_in_time=(over, in_time))


def _files(scope: ReportScope, today: date) -> QuerySet:
    closed = Q(closed_on__isnull=False)
    inactive = closed & Q(active_until__lt=today, destroyed_on=None)
    ended = closed & Q(inactive_until__lt=today)
    fate = "retention_rule__final_disposition"
    to_destroy = ended & Q(**{fate: FinalDisposition.DESTROY})
    to_keep = ended & Q(**{fate: FinalDisposition.PERMANENT})
    return _by_unit(
        scope.files(),
        "unit",
        dated=(closed, Q(inactive_until__isnull=False)),
        transferred=(inactive, Q(custodian__isnull=False)),
        destroyed=(to_destroy, Q(destroyed_on__isnull=False)),
        handed_over=(to_keep, Q(static_since__isnull=False)),
    )


def _programmes(scope: ReportScope, today: date) -> QuerySet:
    in_time = Q(due_on__isnull=True) | Q(due_on__gte=today)
    return _by_unit(
        scope.programmes(),
        "record_file__unit",
        vital_reviewed=(Q(kind=ProgrammeKind.VITAL), in_time),
        protected_told=(Q(kind=ProgrammeKind.PROTECTED), in_time),
    )
