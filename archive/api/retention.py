"""`/retention-schedule`: how long records are kept, and what happens then."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.db.models import Q
from ninja import Field, Query, Router, Schema

from archive.retention.models import CountedFrom, FinalDisposition, RetentionRule
from archive.schedules.giving import NAME, schedule_workbook
from eoffice.api.file_answers import file_answer as told_file
from eoffice.api.requests import ApiRequest
from eoffice.listing import Listed, ListQuery, SortOrders, page_of
from eoffice.spreadsheets import MEDIA_TYPE, file_answer

router = Router()
History = Annotated[bool, Query(description="With rules that have ended.")]
BY_CODE = SortOrders(
    columns={"classification_code": "classification__code", "id": "id"},
    default="classification_code",
)


class RetentionRuleShape(Schema):
    """One rule of the schedule; years count from `counted_from`."""

    id: UUID
    classification_code: str = Field(..., examples=["000.1.5"])
    classification_name: str
    description: str
    active_years: int
    inactive_years: int
    counted_from: CountedFrom
    trigger: str
    final_disposition: FinalDisposition
    final_disposition_label: str
    exception: str
    valid_from: date | None
    valid_to: date | None
    source: str


class RetentionRuleList(Listed[RetentionRuleShape]):
    """A page of rules."""


class RetentionQuery(ListQuery):
    """Filters of the schedule."""

    classification_code: str | None = Field(None, max_length=40)
    q: str | None = Field(None, max_length=100, description="Words of the rule.")
    final_disposition: FinalDisposition | None = None
    on: date | None = Field(None, description="In force on this day.")

    def rows(self, found: Any) -> Any:
        """Return the rows that pass the filters."""
        if self.classification_code:
            found = found.filter(classification__code=self.classification_code)
        if self.q:
            words = Q(description__icontains=self.q)
            found = found.filter(words | Q(classification__code__startswith=self.q))
        if self.final_disposition:
            found = found.filter(final_disposition=self.final_disposition)
        if self.on:
            found = found.in_force(self.on)
        return found


def _shown(row: RetentionRule) -> RetentionRuleShape:
    same = ("id", "description", "active_years", "inactive_years", "counted_from")
    return RetentionRuleShape(
        **{name: getattr(row, name) for name in same},
        classification_code=row.classification.code,
        classification_name=row.classification.short_name,
        trigger=row.trigger_text,
        final_disposition=row.final_disposition,  # type: ignore[arg-type]  # judged by pydantic
        final_disposition_label=row.get_final_disposition_display(),
        exception=row.disposition_exception,
        valid_from=row.valid_from_on,
        valid_to=row.valid_to_on,
        source=row.source,
    )


@router.get(
    "/retention-schedule.xlsx",
    summary="Retention schedule as a table",
    openapi_extra=told_file([MEDIA_TYPE]),
)
def get_retention_table(request: ApiRequest, *, history: History = False) -> Any:
    """Each rule with its validity; brought back it is read as it was given out."""
    book = schedule_workbook(with_history=history)
    return file_answer(book, MEDIA_TYPE, NAME)


@router.get(
    "/retention-schedule", response=RetentionRuleList, summary="Retention schedule"
)
def list_retention_rules(
    request: ApiRequest, query: Annotated[RetentionQuery, Query()]
) -> Any:
    """Rules by code; versions by validity."""
    rows = query.rows(RetentionRule.objects.select_related("classification"))
    return page_of(rows, query, BY_CODE).shown(_shown)
