"""Which file a record belongs into, and why: proposals for the archivist.

Two grounds, the stronger first: a letter this one answers lies in that file already;
the file is open, of the same unit and of the same code (or the next one above it).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from archive.record_files import access
from archive.record_files.models import RecordFile
from archive.records.access import reads
from archive.records.models import Record
from eoffice.organisation.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProposal:
    """A file and the reason in words."""

    record_file: RecordFile
    reason: str


def proposals_for(actor: Actor, records: Sequence[Record]) -> dict[UUID, FileProposal]:
    """Return a proposal by record id for those that have one; three queries in all."""
    loose = [one for one in records if one.record_file_id is None]
    # Which letter a classed one answers is known to those who read it.
    answered = _files_of_answered([one for one in loose if reads(actor, one)])
    files = _open_files(actor, loose, answered.values())
    by_id = {one.pk: one for one in files}
    found = {}
    for record in loose:
        proposal = _by_answer(by_id.get(answered.get(record.pk))) or _by_code(  # type: ignore[arg-type]
            record, files
        )
        if proposal is not None:
            found[record.pk] = proposal
    return found


def proposal_for(actor: Actor, record: Record) -> FileProposal | None:
    """Return the proposal for one record."""
    return proposals_for(actor, [record]).get(record.pk)


def ancestry(code: str) -> list[str]:
    """Return the code and those above it, nearest first: 1.2.3, 1.2, 1."""
    parts = code.split(".") if code else []
    return [".".join(parts[:end]) for end in range(len(parts), 0, -1)]


def _files_of_answered(records: Iterable[Record]) -> dict[UUID, UUID]:
    """Return, by record, the file in which a letter lies that it refers to."""
    letters = {one.letter_id: one.pk for one in records if one.letter_id}
    if not letters:
        return {}
    rows = Record.objects.filter(
        letter__isnull=False,
        record_file__isnull=False,
        letter__referred_by__letter__in=letters,
    ).values_list("letter__referred_by__letter", "record_file")
    return {letters[letter]: file for letter, file in rows}


def _open_files(
    actor: Actor, records: Iterable[Record], answered: Iterable[UUID]
) -> list[RecordFile]:
    units = {one.unit_id for one in records}
    rows = access.record_files_visible_to(actor).filter(closed_on__isnull=True)
    wanted = rows.filter(unit__in=units) | rows.filter(pk__in=list(answered))
    shown = wanted.select_related("classification", "unit")
    shown = shown.defer("classification__name", "trigger_proof")
    return list(shown.order_by("-opened_on", "-number"))


def _by_answer(record_file: RecordFile | None) -> FileProposal | None:
    if record_file is None:
        return None
    reason = _("The letter it answers lies in this file")
    return FileProposal(record_file=record_file, reason=reason)


def _by_code(record: Record, files: Iterable[RecordFile]) -> FileProposal | None:
    if record.classification is None:
        return None
    by_code: dict[str, RecordFile] = {}
    for one in files:  # newest first; the newest of a code wins
        if one.unit_id == record.unit_id:
            by_code.setdefault(one.classification.code, one)
    # One level up and no further: above that a code says too little.
    for steps, code in enumerate(ancestry(record.classification.code)[:2]):
        if code in by_code:
            reason = (
                _("Same unit and same code %(code)s")
                if steps == 0
                else _("Same unit, code %(code)s stands above it")
            )
            return FileProposal(
                record_file=by_code[code], reason=reason % {"code": code}
            )
    return None
