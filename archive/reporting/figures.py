"""The yearly figures of an archive (angka tahunan), by what is done with records.

Creation, use and maintenance, disposal (UU 43/2009 Ps 40 ayat (2)). A figure that
counts rows of a list names the filters of that list: the list shows the same number.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.custody.states import MoveKind
from archive.loans.models import LoanState
from archive.programmes.models import ProgrammeKind
from archive.record_files.lists import FileFilters, in_state
from archive.records.completeness import INCOMPLETE
from archive.records.lists import RecordFilters
from archive.records.models import RecordKind
from archive.reporting.parts import PARTS
from archive.reporting.scope import ReportScope
from workflow.security_class import SecurityClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number; `listed` narrows the list that shows what was counted."""

    name: str
    label: str | Promise
    count: int
    listed: RecordFilters | FileFilters | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureGroup:
    """The figures of one part of the work."""

    name: str
    label: str | Promise
    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Records that are counted: what holds of them, and the filters of their list."""

    name: str
    label: str | Promise
    what: Q
    listed: RecordFilters


RECORDS = (
    Counted(
        name="records",
        label=_("Records of the year"),
        what=Q(),
        listed=RecordFilters(),
    ),
    *(
        Counted(
            name=f"kind_{kind.value}",
            label=kind.label,
            what=Q(kind=kind),
            listed=RecordFilters(kind=kind.value),
        )
        for kind in RecordKind
    ),
    *(
        Counted(
            name=f"class_{one.value}",
            label=one.label,
            what=Q(security_class=one),
            listed=RecordFilters(security_class=one.value),
        )
        for one in SecurityClass
    ),
    Counted(
        name="incomplete",
        label=_("Metadata incomplete"),
        what=INCOMPLETE,
        listed=RecordFilters(complete=False),
    ),
)
FILED = (
    Counted(
        name="filed",
        label=_("Records of the year that lie in a berkas"),
        what=Q(record_file__isnull=False),
        listed=RecordFilters(filed=True),
    ),
    Counted(
        name="not_filed",
        label=_("Records of the year that lie in no berkas"),
        what=Q(record_file__isnull=True),
        listed=RecordFilters(filed=False),
    ),
)
#: figure -> state of the files it counts, as the list of files has it
STATES = {
    "files_open": "open",
    "files_waiting": "waiting_for_event",
    "files_inactive": "inactive",
    "files_ended": "ended",
}
LABELS = (
    ("files_opened", _("Record files opened")),
    ("files_closed", _("Record files closed")),
    ("files_open", _("Record files open today")),
    ("files_waiting", _("Record files that wait for their event")),
    ("files_inactive", _("Inactive record files today")),
    ("files_ended", _("Record files whose retention ended")),
    ("vital", _("Record files in the vital records programme")),
    ("protected", _("Record files in the protected records programme")),
    ("duties_overdue", _("Duties of these programmes overdue")),
    ("loans_asked", _("Loans asked for")),
    ("loans_lent", _("Loans given")),
    ("loans_in_time", _("Loans back in time")),
    ("loans_overdue", _("Loans overdue today")),
    ("transferred", _("Record files transferred")),
    ("handed_over", _("Record files handed over to the LKD")),
    ("destroyed", _("Records destroyed")),
    ("destruction_lists", _("Lists by which records were destroyed")),
)


def yearly_figures(scope: ReportScope, today: date) -> list[FigureGroup]:
    """Return the figures of the year, counted now."""
    records = _of_records(scope)
    parts: dict[str, list[Figure]] = {
        "creation": [records[one.name] for one in RECORDS],
        "maintenance": [
            *(records[one.name] for one in FILED),
            *_of_files(scope, today),
            *_of_programmes(scope, today),
        ],
        "use": _of_loans(scope, today),
        "disposal": _of_disposal(scope),
    }
    return [
        FigureGroup(name=name, label=PARTS[name], figures=figures)
        for name, figures in parts.items()
    ]


def _of_records(scope: ReportScope) -> dict[str, Figure]:
    table = (*RECORDS, *FILED)
    counted = scope.records().aggregate(
        **{f"n_{one.name}": Count("pk", filter=one.what) for one in table}
    )
    unit = scope.chosen.pk if scope.chosen else None
    return {
        one.name: Figure(
            name=one.name,
            label=one.label,
            count=counted[f"n_{one.name}"],
            listed=replace(one.listed, year=scope.year, unit=unit),
        )
        for one in table
    }


def _of_files(scope: ReportScope, today: date) -> list[Figure]:
    counted = scope.files().aggregate(
        files_opened=Count("pk", filter=Q(opened_on__year=scope.year)),
        files_closed=Count("pk", filter=Q(closed_on__year=scope.year)),
        **{
            name: Count("pk", filter=in_state(state, today))
            for name, state in STATES.items()
        },
    )
    unit = scope.chosen.pk if scope.chosen else None
    lists = {name: FileFilters(unit=unit, state=one) for name, one in STATES.items()}
    lists["files_opened"] = FileFilters(unit=unit, year=scope.year)
    return _named(counted, lists)


def _of_programmes(scope: ReportScope, today: date) -> list[Figure]:
    counted = scope.programmes().aggregate(
        vital=Count("pk", filter=Q(kind=ProgrammeKind.VITAL)),
        protected=Count("pk", filter=Q(kind=ProgrammeKind.PROTECTED)),
        duties_overdue=Count("pk", filter=Q(due_on__lt=today)),
    )
    return _named(counted)


def _of_loans(scope: ReportScope, today: date) -> list[Figure]:
    lent = Q(state__in=[LoanState.LENT, LoanState.RETURNED])
    rows = scope.loans().annotate(back_on=TruncDate("returned_at"))
    counted = rows.aggregate(
        loans_asked=Count("pk"),
        loans_lent=Count("pk", filter=lent),
        loans_in_time=Count("pk", filter=Q(back_on__lte=F("due_on"))),
        loans_overdue=Count("pk", filter=Q(state=LoanState.LENT, due_on__lt=today)),
    )
    return _named(counted)


def _of_disposal(scope: ReportScope) -> list[Figure]:
    moved = scope.moved().aggregate(
        transferred=Count("pk", filter=Q(move__kind=MoveKind.TRANSFER)),
        handed_over=Count("pk", filter=Q(move__kind=MoveKind.HANDOVER)),
    )
    gone = scope.destroyed().aggregate(
        destroyed=Count("pk"),
        destruction_lists=Count("destruction_list", distinct=True),
    )
    return _named(moved | gone)


def _named(
    counted: dict[str, int], lists: dict[str, FileFilters] | None = None
) -> list[Figure]:
    """Return the figures of these counts in the order of their labels."""
    found = lists or {}
    return [
        Figure(name=name, label=label, count=counted[name], listed=found.get(name))
        for name, label in LABELS
        if name in counted
    ]
