"""Records by filters: one reading for the list page and the API."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from archive.records import access
from archive.records.models import Record
from eoffice.organisation.actor import Actor

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
    *(
        f"record_file__retention_rule__{name}"
        for name in ("description", "disposition_exception", "trigger_text")
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFilters:
    """What a list of records is narrowed to; empty means everything one may see."""

    filed: bool | None = None
    kind: str = ""
    unit: UUID | None = None
    code: str = ""
    security_class: str = ""
    year: int | None = None
    words: str = ""

    def apply(self, rows: QuerySet[Record]) -> QuerySet[Record]:
        """Return the rows that pass."""
        exact = {
            "kind": self.kind,
            "security_class": self.security_class,
            "record_date__year": self.year,
        }
        rows = rows.filter(**{name: value for name, value in exact.items() if value})
        if self.filed is not None:
            rows = rows.filter(record_file__isnull=not self.filed)
        if self.unit:
            rows = rows.filter(unit__path__contains=[self.unit])
        if self.code:
            # With the dot: else 1.2 would find 1.23 as well.
            below = Q(classification__code__startswith=f"{self.code}.")
            rows = rows.filter(Q(classification__code=self.code) | below)
        return rows.filter(self._named()) if self.words.strip() else rows

    def _named(self) -> Q:
        named = Q()
        # A bound on typed words: each is three more comparisons for every row.
        for word in self.words.split()[:8]:
            named &= (
                Q(number__icontains=word)
                | Q(subject__icontains=word)
                | Q(party__icontains=word)
            )
        return named


def records_for(actor: Actor | None, filters: RecordFilters) -> QuerySet[Record]:
    """Return the records the person may see that pass the filters."""
    rows = access.records_visible_to(actor).select_related(*SHOWN_WITH)
    rows = rows.defer(*UNSHOWN)
    return filters.apply(rows)


def kept_by(actor: Actor) -> QuerySet[Record]:
    """Return the records the person keeps as archivist, and may see."""
    kept = sorted(access.archive_unit_ids(actor))
    rows = access.records_visible_to(actor).filter(unit__path__overlap=kept)
    return rows.defer("access_tokens")
