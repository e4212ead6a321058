"""The schedule as a table to take along: every rule with its validity.

With the heads of the shipped table, so that what was given out can be brought back;
rules that ended stand in it where their history is asked for.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from archive.reference_data import FATES
from archive.retention.models import RetentionRule
from eoffice.spreadsheets import sheet_of

HEADS = (
    *("classification_code", "description", "active_years", "active_counted_from"),
    *("active_trigger_text", "inactive_years", "total_years", "final_disposition"),
    *("disposition_exception", "parent", "valid_from", "valid_to", "source"),
)
NAME = "jra.xlsx"
# The word of the table for each fate: the first one that is read back so.
WORDS = {fate: word for word, fate in reversed(list(FATES.items())) if word}


def schedule_workbook(*, with_history: bool = False) -> bytes:
    """Return the rules in force as XLSX, by code; with those that ended."""
    return sheet_of("JRA", HEADS, _rows(with_history=with_history))


def _rows(*, with_history: bool) -> Iterator[Sequence[str]]:
    rules = RetentionRule.objects.select_related("classification__parent")
    if not with_history:
        rules = rules.filter(valid_to_on__isnull=True)
    rules = rules.defer("classification__name", "classification__parent__name")
    for one in rules.order_by("classification__code", "valid_from_on").iterator():
        code = one.classification
        above = code.parent.code if code.is_local and code.parent else ""
        yield (
            code.code,
            one.description,
            str(one.active_years),
            one.counted_from,
            one.trigger_text,
            str(one.inactive_years),
            str(one.active_years + one.inactive_years),
            WORDS[one.final_disposition],
            one.disposition_exception,
            above,
            _day(one.valid_from_on),
            _day(one.valid_to_on),
            one.source,
        )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
