"""What a loan's item is called, for those who may see the item itself.

The book keeps the number alone, which outlives the item and tells nothing of it; old
paper often has none, and then a row says nothing without its title.
"""

from collections.abc import Iterable
from uuid import UUID

from archive.loans.models import Loan
from archive.record_files.access import record_files_visible_to
from archive.records.access import records_visible_to, tell_depth
from archive.records.shown import list_title
from eoffice.organisation.actor import Actor


def titles_of(actor: Actor, loans: Iterable[Loan]) -> dict[UUID, str]:
    """Return the title by the loan's id, of the items that the person sees."""
    rows = list(loans)
    files = {one.record_file_id for one in rows if one.record_file_id}
    seen_files = record_files_visible_to(actor).filter(pk__in=files)
    titles = dict(seen_files.order_by().values_list("pk", "title")) if files else {}
    asked = {one.record_id for one in rows if one.record_id}
    records = list(records_visible_to(actor).filter(pk__in=asked)) if asked else []
    tell_depth(records, actor)
    titles |= {one.pk: list_title(one, actor) for one in records}
    named = ((one, one.record_id or one.record_file_id) for one in rows)
    return {one.pk: titles[pk] for one, pk in named if pk in titles}
