"""Record files by filters, with the number of records one may see in them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from archive.record_files import access as file_access
from archive.record_files.fates import ends_by
from archive.record_files.models import RecordFile
from archive.records import access as record_access
from archive.records.lists import codes_below
from archive.records.models import Record
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFilters:
    """What a list of files is narrowed to."""

    unit: UUID | None = None
    code: str = ""
    state: str = ""  # as in `in_state`
    fate: str = ""
    year: int | None = None
    words: str = ""
    merged: bool = False  # also those that were merged into another

    def apply(self, rows: QuerySet[RecordFile], today: date) -> QuerySet[RecordFile]:
        """Return the rows that pass."""
        if self.fate:
            rows = rows.filter(ends_by(self.fate))
        if self.year:
            rows = rows.filter(opened_on__year=self.year)
        # By ids asked beforehand, as the list of records does it.
        if self.unit:
            below = Unit.objects.filter(path__contains=[self.unit])
            rows = rows.filter(unit__in=list(below.values_list("pk", flat=True)))
        if self.code:
            rows = rows.filter(classification__in=codes_below(self.code))
        if not self.merged:
            rows = rows.filter(merged_into__isnull=True)
        if self.state:
            rows = rows.filter(in_state(self.state, today))
        for word in self.words.split()[:8]:
            rows = rows.filter(title__icontains=word)
        return rows


def in_state(state: str, today: date) -> Q:
    """Return what holds of the files in this state; of an unknown one nothing."""
    closed = Q(closed_on__isnull=False, merged_into__isnull=True)
    active, ended = Q(active_until__gte=today), Q(inactive_until__lt=today)
    no_rule = Q(retention_rule__isnull=True)
    return {
        "open": ~closed,
        "closed": closed & (active | no_rule),
        "active": closed & active,
        "waiting_for_event": closed & ~no_rule & Q(inactive_until__isnull=True),
        "inactive": Q(active_until__lt=today, inactive_until__gte=today),
        "ended": ended,
        "due": ended,
    }.get(state, Q())


def with_state(rows: QuerySet[RecordFile], today: date) -> QuerySet[RecordFile]:
    """Return the rows, each with the `state` that the filter of that name finds."""
    names = ("open", "ended", "inactive", "active", "waiting_for_event")
    found = [When(in_state(name, today), then=Value(name)) for name in names]
    return rows.annotate(
        state=Case(*found, default=Value(""), output_field=CharField())
    )


def record_files_for(
    actor: Actor | None, filters: FileFilters, today: date
) -> QuerySet[RecordFile]:
    """Return the files the person may see, each with its `record_count`.

    The count is of records the person may see: a hidden one is not counted either.
    """
    # A subquery, not a join: the count must obey who may see what, row by row.
    inside = (
        record_access.records_visible_to(actor)
        .filter(record_file=OuterRef("pk"))
        .order_by()
        .annotate(n=Func(F("id"), function="count", output_field=IntegerField()))
        .values("n")
    )
    rows = file_access.record_files_visible_to(actor).select_related(
        "unit", "classification", "retention_rule", "merged_into"
    )
    rows = rows.defer("trigger_proof")
    return filters.apply(rows, today).annotate(
        record_count=Coalesce(Subquery(inside), 0)
    )


def contents_of(actor: Actor | None, record_file: RecordFile) -> QuerySet[Record]:
    """Return the records of the file one may see, in the order of their numbers."""
    visible = record_access.records_visible_to(actor).filter(record_file=record_file)
    return visible.select_related("unit", "classification").order_by("item_number")
