"""The open list by filters: one reading for page, files and API."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from archive.open_data.access import open_records_visible_to
from archive.open_data.models import OpenRecord, OpenState
from eoffice.organisation.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFilters:
    """What the list is narrowed to; an unknown state narrows nothing."""

    state: str = ""
    unit: UUID | None = None
    year: int | None = None
    words: str = ""

    def apply(self, rows: QuerySet[OpenRecord]) -> QuerySet[OpenRecord]:
        """Return the rows that pass."""
        if self.state in OpenState.values:
            rows = rows.filter(state=self.state)
        if self.unit:
            rows = rows.filter(record__unit__path__contains=[self.unit])
        if self.year:
            rows = rows.filter(record__record_date__year=self.year)
        for word in self.words.split()[:8]:
            rows = rows.filter(
                Q(title__icontains=word) | Q(record__number__icontains=word)
            )
        return rows


def open_records_for(actor: Actor | None, filters: OpenFilters) -> QuerySet[OpenRecord]:
    """Return the open copies the person sees."""
    return filters.apply(open_records_visible_to(actor))
