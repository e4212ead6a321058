"""Who makes exports, and who may take one out: whoever may take each record in it.

Exporting is the work of those who keep records (PP 28/2012 Ps 37, 41). Of ordinary
records it takes the right to read; of classed ones the right to the stored original,
which only those have who take part in the letter (`records.access.gets_original`).
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from archive.exchange.models import Export, ExportItem
from archive.records.access import gets_original, records_readable_by
from archive.records.keepers import is_keeper
from archive.records.models import Record
from eoffice.organisation.actor import Actor
from workflow.rights import Rights, one_of
from workflow.security_class import is_classed


def exports_visible_to(actor: Actor | None) -> QuerySet[Export]:
    """Return one's own exports; of others', for keepers, those one may read wholly."""
    if actor is None:
        return Export.objects.none()
    own = Q(made_by=actor.official.pk)
    if not is_keeper(actor):
        return Export.objects.filter(own)
    readable = records_readable_by(actor).filter(pk=OuterRef("record"))
    hidden = ExportItem.objects.filter(~Exists(readable), export=OuterRef("pk"))
    return Export.objects.filter(own | (~Exists(hidden) & ~Q(state="withdrawn")))


def visible_export(actor: Actor | None, export_id: UUID | str) -> Export:
    """Return the export, or NotFound."""
    return one_of(exports_visible_to(actor), export_id)


def takeable(actor: Actor, records: Iterable[Record]) -> list[Record]:
    """Return those of the records whose bytes the person may take out now.

    `letter` and `incoming` should be at hand.
    """
    given = list(records)
    rows = records_readable_by(actor).filter(pk__in=[one.pk for one in given])
    readable = set(rows.values_list("pk", flat=True))
    return [
        one
        for one in given
        if one.pk in readable and (not is_classed(one) or gets_original(actor, one))
    ]


def takes_all(actor: Actor, export: Export) -> bool:
    """Tell whether the person may take out every record of the export now."""
    count = export.items.count()
    rows = Record.objects.filter(export_items__export=export)
    readable = records_readable_by(actor).filter(export_items__export=export)
    if not count or readable.count() != count:
        return False
    if not export.is_classed and not _any_classed(rows):
        return True
    classed = rows.select_related("letter", "incoming")
    return len(takeable(actor, classed)) == count


def _any_classed(rows: QuerySet[Record]) -> bool:
    return any(is_classed(one) for one in rows.only("security_class"))


def _keeps(actor: Actor, _thing: object) -> bool:
    return is_keeper(actor)


_RIGHTS = Rights({"export.make": _keeps})
may, require = _RIGHTS.may, _RIGHTS.require
