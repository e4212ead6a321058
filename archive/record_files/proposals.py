"""Which file a record belongs into, and why: proposals for the archivist.

Grounds, the stronger first: its thread lies in that file; the file is open, of the
same unit and code, and holds letters of the same party or is of the same year; the
file of the next code above; and for a letter without a code, that letters of the same
party lie there this year.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from archive.record_files.models import RecordFile
from archive.record_files.near_files import (
    NearFile,
    ancestry,
    files_with_words,
    near_files,
    registers_of,
)
from archive.record_files.threads import Tie, files_of_threads
from archive.records.access import content_opens_to, reads
from archive.records.models import Record
from eoffice.organisation.actor import Actor
from workflow.security_class import ORDINARY


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProposal:
    """A file and the reason in words."""

    record_file: RecordFile
    reason: str


def proposals_for(actor: Actor, records: Sequence[Record]) -> dict[UUID, FileProposal]:
    """Return a proposal by record id for those that have one; ten queries at most."""
    loose = [one for one in records if one.record_file_id is None]
    if not loose:
        return {}
    # Which letter a classed one answers, and whom, is known to those who read it.
    readable = [one for one in loose if reads(actor, one)]
    known = Record.objects.filter(content_opens_to(actor))
    threads = files_of_threads(readable, among=known)
    parties = _parties(readable)
    tied = {pk for one in (*threads.values(), *parties.values()) for pk in one}
    files = near_files(actor, loose, tied)
    in_threads = {pk for one in threads.values() for pk in one}
    choice = _Choice(
        files=files,
        registers=registers_of(loose, [one for one in files if one.pk in in_threads]),
        threads=threads,
        parties=parties,
    )
    best = {one.pk: choice.best(one) for one in loose}
    found = {pk: ground for pk, ground in best.items() if ground is not None}
    # Words and rows of the chosen alone: hundreds of open files stand beside each.
    chosen = files_with_words(ground.file for ground in found.values())
    return {
        pk: FileProposal(record_file=chosen[ground.file], reason=ground.reason)
        for pk, ground in found.items()
        if ground.file in chosen
    }


def proposal_for(actor: Actor, record: Record) -> FileProposal | None:
    """Return the proposal for one record."""
    return proposals_for(actor, [record]).get(record.pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """Which file, and why."""

    file: UUID
    reason: str


@dataclass(kw_only=True)
class _Choice:
    """The open files near some records, and what ties them together."""

    files: Sequence[NearFile]  # newest first; the newest of equals wins
    registers: dict[UUID, UUID]  # by unit: files never mix registers
    threads: dict[UUID, dict[UUID, Tie]]
    parties: dict[tuple[UUID, str, int], set[UUID]]  # unit, party, year -> files

    @cached_property
    def by_id(self) -> dict[UUID, NearFile]:
        return {one.pk: one for one in self.files}

    @cached_property
    def by_code(self) -> dict[tuple[UUID, str], list[NearFile]]:
        found = defaultdict(list)
        for one in self.files:
            found[one.unit_id, one.code].append(one)
        return found

    def best(self, record: Record) -> _Ground | None:
        """Return the proposal with the strongest ground."""
        return (
            self._of_thread(record)
            or self._of_code(record)
            or self._above(record)
            or self._of_party(record)
        )

    def _of_thread(self, record: Record) -> _Ground | None:
        ties = self.threads.get(record.pk, {})
        own = self.registers[record.unit_id]
        near = [
            pk
            for pk in ties
            if pk in self.by_id and self.registers[self.by_id[pk].unit_id] == own
        ]
        if not near:
            return None
        # Of equal ties the file of the own unit, then the newest.
        order = list(self.by_id)
        first = min(
            near,
            key=lambda pk: (
                ties[pk],
                self.by_id[pk].unit_id != record.unit_id,
                order.index(pk),
            ),
        )
        reason = {
            Tie.ANSWERS: _("The letter it answers lies in this file"),
            Tie.FOLLOWS_UP: _("It follows up an incoming letter in this file"),
            Tie.ANSWERED: _("A letter that answers it lies in this file"),
        }[ties[first]]
        return _Ground(file=first, reason=reason)

    def _of_code(self, record: Record) -> _Ground | None:
        code = record.classification.code if record.classification else ""
        same = self.by_code.get((record.unit_id, code), [])
        if not same:
            return None
        year = record.record_date.year
        known = self._known(record)
        for one in same:
            if one.pk in known:
                told = _(
                    "Same unit and code %(code)s, and letters of this party lie in it"
                )
                return _proposed(one, told, code=code)
        for one in same:
            if one.opened_on.year == year:
                told = _("Same unit and same code %(code)s, year %(year)s")
                return _proposed(one, told, code=code, year=str(year))
        return _proposed(same[0], _("Same unit and same code %(code)s"), code=code)

    def _above(self, record: Record) -> _Ground | None:
        if record.classification is None:
            return None
        # One level up and no further: above that a code says too little.
        for code in ancestry(record.classification.code)[1:2]:
            if above := self.by_code.get((record.unit_id, code)):
                told = _("Same unit, code %(code)s stands above it")
                return _proposed(above[0], told, code=code)
        return None

    def _of_party(self, record: Record) -> _Ground | None:
        if record.classification is not None:
            return None
        known = self._known(record)
        for one in self.files:
            if one.pk in known:
                year = str(record.record_date.year)
                told = _("Without a code; letters of this party of %(year)s lie in it")
                return _proposed(one, told, year=year)
        return None

    def _known(self, record: Record) -> set[UUID]:
        key = (record.unit_id, record.party, record.record_date.year)
        return self.parties.get(key, set())


def _proposed(near: NearFile, reason: str, **words: str) -> _Ground:
    return _Ground(file=near.pk, reason=reason % words)


def _parties(records: Iterable[Record]) -> dict[tuple[UUID, str, int], set[UUID]]:
    """Return in which open files letters of the same unit, party and year lie."""
    given = [one for one in records if one.party]
    found: dict[tuple[UUID, str, int], set[UUID]] = defaultdict(set)
    if not given:
        return found
    rows = Record.objects.filter(
        unit__in={one.unit_id for one in given},
        party__in={one.party for one in given},
        record_file__closed_on__isnull=True,
        record_file__isnull=False,
        # Whose letters a file holds is not told of classed ones.
        security_class__in=ORDINARY,
    )
    names = ("unit", "party", "record_date__year", "record_file")
    for unit, party, year, file in rows.order_by().values_list(*names).distinct():
        found[unit, party, year].add(file)
    return found
