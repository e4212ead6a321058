"""Who sees boxes, and who makes, fills and carries them: who files for the unit."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from archive.places.models import RecordBox
from archive.record_files.access import units_with_files_seen_by
from archive.records.keepers import is_keeper, keeps, units_kept_by
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from workflow.rights import Rights, one_of


def boxes_visible_to(actor: Actor | None) -> QuerySet[RecordBox]:
    """Return the boxes of units whose files the person sees, and those they keep."""
    if actor is None:
        return RecordBox.objects.none()
    seen = Q(unit__in=units_with_files_seen_by(actor))
    if is_keeper(actor):
        seen |= Q(custodian__in=units_kept_by(actor))
    return RecordBox.objects.filter(seen).select_related("unit", "custodian")


def visible_box(actor: Actor | None, box_id: UUID | str) -> RecordBox:
    """Return the box, or NotFound."""
    return one_of(boxes_visible_to(actor), box_id)


def kept_among(actor: Actor, boxes: Iterable[RecordBox]) -> set[UUID]:
    """Return the ids of those boxes that the person keeps; for whole pages."""
    if not is_keeper(actor):
        return set()
    keepers = {one.pk: one.custodian_id or one.unit_id for one in boxes}
    units = units_kept_by(actor).filter(pk__in=set(keepers.values()))
    kept = set(units.values_list("pk", flat=True))
    return {pk for pk, keeper in keepers.items() if keeper in kept}


def _keeps(actor: Actor, thing: RecordBox | Unit) -> bool:
    return keeps(actor, thing if isinstance(thing, Unit) else thing.keeper)


_RIGHTS = Rights({"box.make": _keeps, "box.fill": _keeps, "box.carry": _keeps})
may, require = _RIGHTS.may, _RIGHTS.require
