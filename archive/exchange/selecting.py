"""What an export takes: ticked records, a record file, or what filters find."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from archive.exchange.access import takeable
from archive.record_files.access import visible_record_file
from archive.records.access import records_visible_to
from archive.records.lists import RecordFilters
from archive.records.models import Record
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from workflow.security_class import is_classed

#: Written by one process within minutes; a year of more is asked for in parts.
MOST_RECORDS = 10_000
PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """One of the three: `records` by id, a `record_file`, or `filters`."""

    records: Sequence[UUID] = ()
    record_file: UUID | None = None
    filters: RecordFilters | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """The records that go, in order; how many stay behind; is any of them classed."""

    ids: list[UUID]
    left_out: int
    is_classed: bool


def select(actor: Actor, selection: Selection) -> Selected:
    """Return what the person may take out of the selection now.

    Raises:
        NotFound: a ticked record or the file is not theirs to see.
        Invalid: nothing to take, or more than `MOST_RECORDS`.
    """
    wanted = _wanted(actor, selection)
    ids: list[UUID] = []
    any_classed = False
    for start in range(0, len(wanted), PAGE):
        slice_ids = wanted[start : start + PAGE]
        rows = Record.objects.select_related("letter", "incoming").defer(
            "access_tokens", "letter__access_tokens", "letter__body"
        )
        found = rows.in_bulk(slice_ids)
        going = takeable(actor, [found[pk] for pk in slice_ids if pk in found])
        ids += [one.pk for one in going]
        any_classed = any_classed or any(is_classed(one) for one in going)
    if not ids:
        raise Invalid([_fault("nothing_to_export", _NOTHING)])
    return Selected(ids=ids, left_out=len(wanted) - len(ids), is_classed=any_classed)


_NOTHING = _("Nothing here is yours to take out. Choose other records.")


def _fault(code: str, text: object) -> Fault:
    return Fault(field="selection", code=code, message=text)  # type: ignore[arg-type]


def _wanted(actor: Actor, selection: Selection) -> list[UUID]:
    visible = records_visible_to(actor)
    if selection.records:
        asked = list(dict.fromkeys(selection.records))
        seen = set(visible.filter(pk__in=asked).values_list("pk", flat=True))
        if len(seen) != len(asked):
            raise NotFound
        return _bounded(asked)
    if selection.record_file:
        found = visible_record_file(actor, selection.record_file)
        inside = visible.filter(record_file=found).order_by("item_number")
        return _bounded(list(inside.values_list("pk", flat=True)[: MOST_RECORDS + 1]))
    if selection.filters is None:
        raise Invalid([_fault("nothing_to_export", _NOTHING)])
    rows = selection.filters.apply(visible, actor).order_by("record_date", "pk")
    return _bounded(list(rows.values_list("pk", flat=True)[: MOST_RECORDS + 1]))


def _bounded(ids: list[UUID]) -> list[UUID]:
    if len(ids) > MOST_RECORDS:
        text = _("These are more than %(most)d records. Narrow the filters.")
        raise Invalid([_fault("too_many", text % {"most": MOST_RECORDS})])
    return ids
