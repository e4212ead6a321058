"""Who may see record files, and who may file records in them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from archive.record_files.models import RecordFile
from archive.records.keepers import is_keeper, keeps, units_kept_by
from archive.records.models import Record
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from workflow.rights import Rights, one_of


def record_files_visible_to(actor: Actor | None) -> QuerySet[RecordFile]:
    """Return the files of units one sits in, heads, or files the records of."""
    if actor is None:
        return RecordFile.objects.none()
    seen = Q(unit__in=units_with_files_seen_by(actor))
    if is_keeper(actor):
        # Who keeps a file now sees it, wherever it came from.
        seen |= Q(custodian__in=units_kept_by(actor))
    return RecordFile.objects.filter(seen)


def units_with_files_seen_by(actor: Actor) -> QuerySet[Unit]:
    """Return the units one sits in, heads, or files the records of."""
    # A head sees the units below; one who only sits in a unit sees that unit.
    sits_or_heads = Q(pk__in=actor.unit_ids) | Q(
        path__overlap=sorted(actor.headed_unit_ids)
    )
    return Unit.objects.filter(
        sits_or_heads | Q(pk__in=units_kept_by(actor).values("pk"))
    )


def visible_record_file(actor: Actor | None, file_id: UUID | str) -> RecordFile:
    """Return the record file, or NotFound."""
    return one_of(record_files_visible_to(actor), file_id)


def kept_among(actor: Actor, files: Iterable[RecordFile]) -> set[UUID]:
    """Return the ids of those files whose records the person files; for whole pages."""
    given = list(files)
    if not is_keeper(actor):
        return set()
    keepers = {one.pk: one.custodian_id or one.unit_id for one in given}
    units = units_kept_by(actor).filter(pk__in=set(keepers.values()))
    kept = set(units.values_list("pk", flat=True))
    return {pk for pk, keeper in keepers.items() if keeper in kept}


def _keeps(actor: Actor, thing: Record | RecordFile | Unit) -> bool:
    return keeps(actor, thing if isinstance(thing, Unit) else keeping_unit(thing))


def keeping_unit(thing: Record | RecordFile) -> Unit:
    """Return who keeps the file, or the record in it: its unit, until it moved."""
    berkas = thing if isinstance(thing, RecordFile) else thing.record_file
    moved = berkas.custodian if berkas is not None else None
    return moved or thing.unit


_RIGHTS = Rights(
    {
        "record.file": _keeps,
        "record_file.open": _keeps,
        "record_file.close": _keeps,
        "record_file.give_event": _keeps,
        "record_file.reopen": _keeps,
        "record_file.arrange": _keeps,
    }
)
may, require = _RIGHTS.may, _RIGHTS.require
