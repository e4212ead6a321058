"""Records by filters: one reading for the list page and the API."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from archive.classification.models import ClassificationCode
from archive.records import access
from archive.records.completeness import INCOMPLETE
from archive.records.keepers import units_kept_by
from archive.records.models import Record
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit

SHOWN_WITH = (
    "unit",
    "classification",
    "record_file__classification",
    "record_file__unit",
    "record_file__retention_rule",
)

#: What no row shows: tokens are asked by the query, long texts by the own page.
UNSHOWN = (
    "access_tokens",
    "classification__name",
    "record_file__classification__name",
    "record_file__trigger_proof",
    *(
        f"record_file__retention_rule__{name}"
        for name in ("description", "disposition_exception", "trigger_text")
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFilters:
    """What a list of records is narrowed to; empty means everything one may see."""

    filed: bool | None = None
    complete: bool | None = None
    kind: str = ""
    unit: UUID | None = None
    unit_alone: bool = False  # without the units below it
    code: str = ""
    security_class: str = ""
    medium: str = ""
    year: int | None = None
    words: str = ""
    # The days on which they became records, both included.
    captured_from: date | None = None
    captured_to: date | None = None

    def apply(self, rows: QuerySet[Record], actor: Actor | None) -> QuerySet[Record]:
        """Return the rows that pass; words look only where the person may read."""
        exact = {
            "kind": self.kind,
            "security_class": self.security_class,
            "medium": self.medium,
            "record_date__year": self.year,
        }
        rows = rows.filter(**{name: value for name, value in exact.items() if value})
        if self.filed is not None:
            rows = rows.filter(record_file__isnull=not self.filed)
        if self.complete is not None:
            rows = rows.filter(~INCOMPLETE if self.complete else INCOMPLETE)
        # Units and codes by their ids, asked beforehand: of those the planner knows how
        # many records there are, of what a join will find it does not.
        if self.unit:
            units = Unit.objects.filter(path__contains=[self.unit])
            below = units.values_list("pk", flat=True)
            wanted = [self.unit] if self.unit_alone else list(below)
            rows = rows.filter(unit__in=wanted)
        rows = rows.filter(self.captured())
        if self.code:
            rows = rows.filter(classification__in=codes_below(self.code))
        return rows.filter(self._named(actor)) if self.words.strip() else rows

    def captured(self) -> Q:
        """Return what holds of records captured on these days."""
        found = Q()
        if self.captured_from:
            found &= Q(captured_at__gte=_begin(self.captured_from))
        if self.captured_to:
            found &= Q(captured_at__lt=_begin(self.captured_to + timedelta(days=1)))
        return found

    def _named(self, actor: Actor | None) -> Q:
        # Else the list would answer whether a subject nobody shows has the word.
        opens, named = access.content_opens_to(actor), Q()
        # A bound on typed words: each is more comparisons for every row.
        for word in self.words.split()[:8]:
            told = Q(subject__icontains=word) | Q(party__icontains=word)
            named &= Q(number__icontains=word) | (opens & told)
        return named


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def codes_below(code: str) -> list[UUID]:
    """Return the ids of the code and of all below it."""
    # With the dot: else 1.2 would find 1.23 as well.
    named = Q(code=code) | Q(code__startswith=f"{code}.")
    return list(
        ClassificationCode.objects.filter(named).order_by().values_list("pk", flat=True)
    )


def records_for(actor: Actor | None, filters: RecordFilters) -> QuerySet[Record]:
    """Return the records whose entry the person may see."""
    rows = access.records_visible_to(actor).select_related(*SHOWN_WITH)
    return filters.apply(rows.defer(*UNSHOWN), actor)


def kept_by(actor: Actor) -> QuerySet[Record]:
    """Return the records the person files, by their entries."""
    rows = access.records_visible_to(actor).filter(unit__in=units_kept_by(actor))
    return rows.defer("access_tokens")
