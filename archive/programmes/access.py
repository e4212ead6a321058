"""Who sees the programmes, and whose duty they are: the keepers of the file's unit."""

from uuid import UUID

from django.db.models import QuerySet

from archive.programmes.models import ProgrammeFile
from archive.record_files import access as file_access
from archive.records.keepers import units_kept_by
from eoffice.organisation.actor import Actor
from workflow.rights import Rights, one_of


def programmes_visible_to(actor: Actor | None) -> QuerySet[ProgrammeFile]:
    """Return the entries of files that the person sees."""
    files = file_access.record_files_visible_to(actor)
    rows = ProgrammeFile.objects.select_related(
        "record_file__unit", "record_file__classification"
    ).defer("record_file__classification__name", "record_file__trigger_proof")
    return rows.filter(record_file__in=files)


def programmes_kept_by(actor: Actor) -> QuerySet[ProgrammeFile]:
    """Return the entries whose duty is the person's."""
    return ProgrammeFile.objects.filter(record_file__unit__in=units_kept_by(actor))


def visible_programme(actor: Actor | None, entry_id: UUID | str) -> ProgrammeFile:
    """Return the entry, or NotFound."""
    return one_of(programmes_visible_to(actor), entry_id)


def _keeps(actor: Actor, entry: ProgrammeFile) -> bool:
    return file_access.may(actor, "record.file", entry.record_file)


_RIGHTS = Rights({"programme.fulfil": _keeps, "programme.leave": _keeps})
may, require = _RIGHTS.may, _RIGHTS.require
