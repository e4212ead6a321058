"""Which files are due for review: retention over, and the rule leaves it open."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from archive.holds.holding import held, held_files_among, holds_in_force
from archive.holds.models import HoldScope
from archive.record_files.fates import ends_by
from archive.record_files.models import RecordFile
from archive.records.models import Record
from archive.retention.models import FinalDisposition
from archive.reviews.models import ReviewItem
from archive.reviews.states import ReviewDrop
from eoffice.organisation.models import Unit


def due_for_review(units: QuerySet[Unit], *, before: date) -> QuerySet[RecordFile]:
    """Return the files kept by these units that are due before the day.

    On no live review; what a hold keeps, in whole or in part, is left out.
    """
    rows = RecordFile.objects.filter(
        Q(custodian=None, unit__in=units) | Q(custodian__in=units), _due(before)
    )
    listed = ReviewItem.objects.filter(is_live=True)
    rows = rows.exclude(pk__in=listed.values("record_file"))
    inside = held(Record.objects.filter(record_file__isnull=False))
    rows = rows.exclude(pk__in=inside.order_by().values("record_file"))
    return rows.exclude(pk__in=_whole().values("record_file"))


def _due(before: date) -> Q:
    return ends_by(FinalDisposition.REVIEW) & Q(
        closed_on__isnull=False,
        merged_into=None,
        destroyed_on=None,
        static_since=None,
        inactive_until__lt=before,
    )


def _whole() -> QuerySet[HoldScope]:
    """Return the scopes in force that name a file."""
    rows = HoldScope.objects.filter(hold__in=holds_in_force())
    return rows.filter(record_file__isnull=False)


def unfit_among(items: Iterable[ReviewItem]) -> dict[UUID, ReviewDrop]:
    """Return, by item, why those may not be decided now whose file may not."""
    given = list(items)
    ids = [one.record_file_id for one in given]
    versions = dict(
        RecordFile.objects.filter(pk__in=ids).values_list("pk", "row_version")
    )
    today = timezone.localdate()
    due = RecordFile.objects.filter(_due(today), pk__in=ids)
    due_ids = set(due.values_list("pk", flat=True))
    kept, found = held_files_among(ids), {}
    for one in given:
        if one.record_file_id in kept:
            found[one.pk] = ReviewDrop.HELD
        elif one.record_file_id not in due_ids:
            found[one.pk] = ReviewDrop.NOT_DUE
        elif versions[one.record_file_id] != one.seen_version:
            found[one.pk] = ReviewDrop.CHANGED
    return found
