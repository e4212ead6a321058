"""Which record files of a unit are due to be transferred or handed over."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from archive.custody.models import CustodyItem
from archive.custody.states import CustodyDrop, CustodyItemState, MoveKind
from archive.holds.holding import held_files_among
from archive.loans.hindering import paper_out
from archive.record_files.fates import ends_by
from archive.record_files.models import RecordFile
from archive.retention.models import FinalDisposition
from eoffice.organisation.models import Unit

#: From so many years of total retention on the regional archives keeps it (Ps 57).
LONG_FROM_YEARS = 10
TOTAL = F("retention_rule__active_years") + F("retention_rule__inactive_years")


def due_files(unit: Unit, kind: str, *, is_long: bool) -> QuerySet[RecordFile]:
    """Return the files due today: on no list, held by nothing, none of it on loan."""
    rows = _all_due(unit, kind, is_long=is_long)
    ids = list(rows.values_list("pk", flat=True))
    return rows.exclude(pk__in=set(_hindered(ids)))


def kept_back(
    unit: Unit, kind: str, *, is_long: bool
) -> list[tuple[RecordFile, CustodyDrop]]:
    """Return the files that are due by their retention and may not go, with the reason.

    What stands on another list is told there.
    """
    rows = _all_due(unit, kind, is_long=is_long)
    reasons = _hindered(list(rows.values_list("pk", flat=True)))
    return [(one, reasons[one.pk]) for one in rows.filter(pk__in=reasons)]


def _all_due(unit: Unit, kind: str, *, is_long: bool) -> QuerySet[RecordFile]:
    rows = RecordFile.objects.filter(_due(kind, timezone.localdate()), unit=unit)
    if kind == MoveKind.TRANSFER:
        years = {"total__gte" if is_long else "total__lt": LONG_FROM_YEARS}
        rows = rows.annotate(total=TOTAL).filter(**years)
    listed = CustodyItem.objects.filter(state=CustodyItemState.LISTED)
    rows = rows.exclude(pk__in=listed.values("record_file"))
    return rows.select_related("classification", "retention_rule").order_by("number")


def _hindered(ids: Iterable[UUID]) -> dict[UUID, CustodyDrop]:
    """Return, by file, what keeps it where it is; a hold beats a loan."""
    given = list(ids)
    return {
        **dict.fromkeys(paper_out(given), CustodyDrop.ON_LOAN),
        **dict.fromkeys(held_files_among(given), CustodyDrop.HELD),
    }


def _due(kind: str, today: date) -> Q:
    closed = Q(closed_on__isnull=False, retention_rule__isnull=False)
    closed &= Q(destroyed_on=None, static_since=None)
    if kind == MoveKind.TRANSFER:
        return closed & Q(active_until__lt=today, custodian=None)
    permanent = ends_by(FinalDisposition.PERMANENT)
    return closed & permanent & Q(inactive_until__lt=today)


def unfit_among(kind: str, items: Iterable[CustodyItem]) -> dict[int, CustodyDrop]:
    """Return, by item, why those whose file may not move may not; few queries."""
    given = list(items)
    ids = [item.record_file_id for item in given]
    files = RecordFile.objects.in_bulk(ids)
    due = RecordFile.objects.filter(_due(kind, timezone.localdate()), pk__in=ids)
    due_ids, hindered = set(due.values_list("pk", flat=True)), _hindered(ids)
    found = {}
    for item in given:
        reason = _reason(item, files[item.record_file_id], due_ids, hindered)
        if reason is not None:
            found[item.pk] = reason
    return found


def _reason(
    item: CustodyItem,
    lies: RecordFile,
    due: set[UUID],
    hindered: dict[UUID, CustodyDrop],
) -> CustodyDrop | None:
    if lies.closed_on is None:
        return CustodyDrop.REOPENED
    if lies.pk in hindered:
        return hindered[lies.pk]
    if lies.pk not in due:
        return CustodyDrop.NOT_DUE
    changed = lies.row_version != item.seen_version
    return CustodyDrop.CHANGED if changed else None
