"""Row locks of record files and of records to be filed, in this order: files, records.

Several of a kind are locked by ascending id, so that two moves never wait for each
other. As in `workflow.letters.locks`, state is read from what these return. The locks
of stored bytes are another thing: `locking`.
"""

from collections.abc import Collection
from uuid import UUID

from archive.record_files import access
from archive.record_files.errors import FileMerged
from archive.record_files.models import RecordFile
from archive.records.access import visible_record
from archive.records.models import Record
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor


def locked_files(ids: Collection[UUID]) -> dict[UUID, RecordFile]:
    """Lock files and return those there are, by id."""
    found = (
        RecordFile.objects.select_for_update(no_key=True, of=("self",))
        .select_related("unit", "retention_rule", "classification")
        .filter(pk__in=ids)
        .order_by("pk")
    )
    return {one.pk: one for one in found}


def locked_for(actor: Actor, act: str, record_file_id: UUID) -> RecordFile:
    """Lock the file for an act of this person (`record_file.close`).

    Raises:
        NotFound: unknown, not theirs to see, or not theirs to act on.
        FileMerged: its records lie in another.
    """
    record_file = locked_files({record_file_id}).get(record_file_id)
    if record_file is None:
        raise NotFound
    access.visible_record_file(actor, record_file_id)
    access.require(actor, act, record_file)
    if record_file.merged_into_id is not None:
        raise FileMerged(state="merged")
    return record_file


def locked_for_filing(
    actor: Actor, record_id: UUID, record_file_id: UUID
) -> tuple[Record, dict[UUID, RecordFile]]:
    """Lock the record, the file it is to lie in, and the one it lies in now.

    Raises:
        NotFound: either is unknown, or not theirs to see or to file in.
    """
    # Read unlocked first: only the record knows the file it lies in now.
    known = visible_record(actor, record_id)
    access.visible_record_file(actor, record_file_id)
    wanted = {pk for pk in (record_file_id, known.record_file_id) if pk}
    files = locked_files(wanted)
    rows = Record.objects.select_for_update(no_key=True, of=("self",))
    record = rows.select_related("unit").filter(pk=record_id).first()
    target = files.get(record_file_id)
    if record is None or target is None:
        raise NotFound
    access.require(actor, "record.file", record)
    access.require(actor, "record.file", target)
    return record, files
