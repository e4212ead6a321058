"""Filing many records at once: asked, numbered and written as sets, all or none.

The same rules as for one (`filing`), with a handful of statements however many are
chosen. What was done is kept as a filing, which can be taken back (`undoing`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.record_files import access as file_access
from archive.record_files.errors import (
    AlreadyFiled,
    FileClosed,
    HeldInFile,
    OtherRegister,
    SomeRefused,
)
from archive.record_files.filing import (
    FileInput,
    code_differs,
    open_record_file,
    told_code,
)
from archive.record_files.locks import locked_files
from archive.record_files.models import FiledRecord, Filing, RecordFile
from archive.records import access as record_access
from archive.records.events import RecordEvent
from archive.records.keepers import keepers_position, units_kept_by
from archive.records.kept_back import kept_back_among
from archive.records.models import Record
from archive.records.trail_acts import RecordAct
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound, StateForbids
from eoffice.organisation.actor import Actor
from eoffice.organisation.queries.upwards import register_ids_of
from eoffice.outbox import events

AT_ONCE = 500  # more are several acts; the pages offer 200
WRITTEN = (
    "record_file",
    "item_number",
    "filed_at",
    "classification",
    "row_version",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """What was chosen, under lock: records, files, and what keeps records back."""

    records: Mapping[UUID, Record]
    files: Mapping[UUID, RecordFile]
    registers: Mapping[UUID, UUID]
    held: set[UUID]
    move: bool

    def refusal(self, record: Record, target: RecordFile) -> StateForbids | None:
        """Return why this record may not go there now, the first reason."""
        if target.closed_on is not None:
            return FileClosed(state="closed")
        if self.registers[record.unit_id] != self.registers[target.unit_id]:
            return OtherRegister(state="other_register")
        if record.record_file_id is None:
            return None
        if not self.move:
            return AlreadyFiled(state="filed")
        if self.files[record.record_file_id].closed_on is not None:
            return FileClosed(state="closed")
        return HeldInFile(state="held") if record.pk in self.held else None


@transaction.atomic
def file_records(
    *,
    actor: Actor,
    choices: Sequence[tuple[UUID, UUID]],
    move: bool = False,
    reason: str = "",
) -> Filing | None:
    """Put records into open files, each `(record, file)` as chosen: all or none.

    Every choice is asked first; one that is refused refuses the rest. A record that
    lies in its file already counts as filed. Returns what was done, to be taken back;
    nothing where all lay where they should.

    Raises:
        NotFound: any record or file is not this keeper's.
        SomeRefused: what the state forbids, by record; nothing was filed.
        Invalid: more than 500 at once.
    """
    wanted = dict(choices)
    if len(wanted) > AT_ONCE:
        text = _("At most %(most)d records at once.") % {"most": AT_ONCE}
        raise Invalid([Fault(field="records", code="too_many", message=text)])
    chosen = _locked(actor, wanted, move=move)
    pairs = [
        (chosen.records[record], chosen.files[file])
        for record, file in wanted.items()
        if chosen.records[record].record_file_id != file
    ]
    refused = {
        record.pk: str(refusal)
        for record, target in pairs
        if (refusal := chosen.refusal(record, target))
    }
    if refused:
        raise SomeRefused(refused)
    return _file(actor, pairs, reason) if pairs else None


@transaction.atomic
def file_into_new(
    *,
    actor: Actor,
    content: FileInput,
    records: Iterable[UUID],
    move: bool = False,
    reason: str = "",
) -> Filing | None:
    """Open a file and put these records into it, in one act.

    Raises:
        NotFound, Invalid, SomeRefused: as opening and filing do; nothing is left.
    """
    made = open_record_file(actor=actor, content=content)
    choices = [(one, made.pk) for one in records]
    return file_records(actor=actor, choices=choices, move=move, reason=reason)


def _locked(actor: Actor, wanted: Mapping[UUID, UUID], *, move: bool) -> _Chosen:
    """Lock all that is chosen in one order, files before records; ask every right."""
    rows = record_access.records_visible_to(actor).filter(pk__in=wanted)
    lying = dict(rows.values_list("pk", "record_file"))
    targets = set(wanted.values())
    seen = file_access.record_files_visible_to(actor).filter(pk__in=targets)
    if len(lying) < len(wanted) or seen.count() < len(targets):
        raise NotFound
    files = locked_files(targets | {one for one in lying.values() if one})
    records = locked_records(lying)
    units = {one.unit for one in records.values()}
    units |= {one.unit for one in files.values()}
    acted = {one.unit_id for one in records.values()}
    acted |= {files[one].unit_id for one in targets}
    kept = units_kept_by(actor).filter(pk__in=acted)
    if kept.count() < len(acted):
        raise NotFound
    # Moved by somebody else between reading and locking: their file is not ours yet.
    if any(
        one.record_file_id and one.record_file_id not in files
        for one in records.values()
    ):
        raise NotFound
    moved = [one.pk for one in records.values() if one.record_file_id]
    return _Chosen(
        records=records,
        files=files,
        registers=register_ids_of(units),
        held=kept_back_among(moved) if moved else set(),
        move=move,
    )


def locked_records(ids: Iterable[UUID]) -> dict[UUID, Record]:
    """Lock these records by ascending id, and return them with their units."""
    rows = Record.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.select_related("unit", "classification").defer("access_tokens")
    return {one.pk: one for one in rows.filter(pk__in=list(ids)).order_by("pk")}


def _file(
    actor: Actor, pairs: Sequence[tuple[Record, RecordFile]], reason: str
) -> Filing:
    filing = Filing.objects.create(by=actor.official)
    numbers = last_items({target.pk for _record, target in pairs})
    now, moves, told = timezone.now(), [], []
    for record, target in pairs:
        numbers[target.pk] += 1
        other = code_differs(record, target)
        data = told_code(record, target, reason) if other else {}
        move = FiledRecord(
            filing=filing,
            record=record,
            from_file_id=record.record_file_id,
            from_item=record.item_number,
            to_file=target,
            took_code=record.classification_id is None,
            version=record.row_version + 1,
        )
        moves.append(move)
        before = str(record.record_file_id) if record.record_file_id else None
        record.record_file, record.filed_at = target, now
        record.item_number = numbers[target.pk]
        # Without a code of its own it takes the one of the activity it belongs to.
        record.classification = record.classification or target.classification
        record.row_version += 1
        facts = {"record_file": str(target.pk), "moved_from": before, **data}
        told.append((target, (RecordAct.FILED, record, facts)))
    Record.objects.bulk_update([record for record, _target in pairs], WRITTEN)
    FiledRecord.objects.bulk_create(moves)
    _tell(actor, filing, told)
    events.add_many(
        RecordEvent.FILED, ({"record_id": record.pk} for record, _target in pairs)
    )
    return filing


def _tell(actor: Actor, filing: Filing, told: Iterable[tuple]) -> None:
    """Write the trail, each act in the position that files for its unit."""
    by_unit: dict[UUID, list] = defaultdict(list)
    units = {}
    for target, (act, record, facts) in told:
        units[target.unit_id] = target.unit
        entry = (act, record, {**facts, "filing": str(filing.pk)})
        by_unit[target.unit_id].append(entry)
    for unit_id, entries in by_unit.items():
        trail.record_many(entries, actor=keepers_position(actor, units[unit_id]))


def last_items(files: Iterable[UUID]) -> dict[UUID, int]:
    """Return the last item number of each file, 0 for an empty one."""
    given = list(files)
    rows = Record.objects.filter(record_file__in=given).order_by()
    counted = rows.values("record_file").annotate(last=Max("item_number"))
    found = dict.fromkeys(given, 0)
    return found | {row["record_file"]: row["last"] for row in counted}
