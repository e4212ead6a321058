"""Who may see record files, and who may file records in them."""

from uuid import UUID

from django.db.models import Q, QuerySet

from archive.record_files.models import RecordFile
from archive.records.access import archive_unit_ids
from archive.records.models import Record
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from workflow.rights import Rights, one_of


def record_files_visible_to(actor: Actor | None) -> QuerySet[RecordFile]:
    """Return the files of units one sits in, heads, or keeps the archive of."""
    if actor is None:
        return RecordFile.objects.none()
    # A head sees the units below; one who only sits in a unit sees that unit.
    above = actor.headed_unit_ids | archive_unit_ids(actor)
    units = Unit.objects.filter(
        Q(pk__in=actor.unit_ids) | Q(path__overlap=sorted(above))
    )
    return RecordFile.objects.filter(unit__in=units)


def visible_record_file(actor: Actor | None, file_id: UUID | str) -> RecordFile:
    """Return the record file, or NotFound."""
    return one_of(record_files_visible_to(actor), file_id)


def _keeps(actor: Actor, thing: Record | RecordFile | Unit) -> bool:
    unit = thing if isinstance(thing, Unit) else thing.unit
    # The path, not the unit: a register's archivist keeps the units below it too.
    return bool(archive_unit_ids(actor) & set(unit.path))


_RIGHTS = Rights(
    {
        "record.file": _keeps,
        "record_file.open": _keeps,
        "record_file.close": _keeps,
    }
)
may, require = _RIGHTS.may, _RIGHTS.require
