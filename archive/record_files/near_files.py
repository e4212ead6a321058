"""The open files near some records: those a proposal may name.

A page of records of frequent codes stands beside hundreds of open files: what a
choice asks of each is read, and the words and rows of the chosen alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from archive.record_files import access
from archive.record_files.models import RecordFile
from archive.records.models import Record
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.organisation.queries.upwards import register_ids_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NearFile:
    """What a choice asks of an open file."""

    pk: UUID
    unit_id: UUID
    code: str
    opened_on: date


def ancestry(code: str) -> list[str]:
    """Return the code and those above it, nearest first: 1.2.3, 1.2, 1."""
    parts = code.split(".") if code else []
    return [".".join(parts[:end]) for end in range(len(parts), 0, -1)]


def near_files(
    actor: Actor, records: Sequence[Record], tied: set[UUID]
) -> list[NearFile]:
    """Return the open files of the records' units and codes, and those tied to them.

    The newest first.
    """
    units = {one.unit_id for one in records}
    # A code and the next above it: an archive has thousands of open files besides.
    codes = {
        code
        for one in records
        if one.classification
        for code in ancestry(one.classification.code)[:2]
    }
    rows = access.record_files_visible_to(actor).filter(closed_on__isnull=True)
    near = rows.filter(unit__in=units, classification__code__in=codes)
    wanted = near | rows.filter(pk__in=tied)
    names = ("pk", "unit_id", "classification__code", "opened_on")
    ordered = wanted.order_by("-opened_on", "-number").values_list(*names)
    return [
        NearFile(pk=pk, unit_id=unit_id, code=code, opened_on=opened_on)
        for pk, unit_id, code, opened_on in ordered
    ]


def registers_of(
    records: Sequence[Record], files: Sequence[NearFile]
) -> dict[UUID, UUID]:
    """Return the register unit of each unit that these lie in."""
    units = {one.unit for one in records}
    others = {one.unit_id for one in files} - {one.pk for one in units}
    if others:
        units |= set(Unit.objects.filter(pk__in=others))
    return register_ids_of(units)


def files_with_words(ids: Iterable[UUID]) -> dict[UUID, RecordFile]:
    """Return the files with what a proposal shows of them."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = RecordFile.objects.select_related("classification", "unit")
    return rows.defer("classification__name", "trigger_proof").in_bulk(wanted)
