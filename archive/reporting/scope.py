"""What a report is about: a year, and the units whose records are counted."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet

from archive.custody.models import CustodyItem
from archive.custody.states import CustodyItemState
from archive.disposal.models import DestructionItem
from archive.disposal.states import ItemState
from archive.loans.models import Loan
from archive.programmes.models import ProgrammeFile
from archive.record_files.models import RecordFile
from archive.records.models import Record
from archive.reporting.access import (
    is_auditor,
    reported_records,
    require_reader,
    units_reported_to,
)
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.organisation.queries.upwards import register_unit_of


@dataclass(frozen=True, kw_only=True)
class ReportScope:
    """The rows a report counts; `chosen` narrows to a unit and those below it."""

    actor: Actor
    year: int
    chosen: Unit | None

    @cached_property
    def units(self) -> QuerySet[Unit]:
        """Return the ids of the units that are counted."""
        rows = units_reported_to(self.actor)
        if self.chosen is not None:
            rows = rows.filter(path__contains=[self.chosen.pk])
        return rows.values("pk")  # type: ignore[return-value]

    @cached_property
    def head(self) -> Unit:
        """Return the unit whose name stands over the report."""
        if self.chosen is not None:
            return self.chosen
        mandates = [one for one in self.actor.mandates if not one.stood_in_for]
        first = next(iter(mandates), self.actor.mandates[0])
        return register_unit_of(first.position.unit)

    @property
    def has_lists(self) -> bool:
        """Tell whether the person sees the entries behind the figures."""
        return not is_auditor(self.actor)

    def records(self) -> QuerySet[Record]:
        """Return the records of the year."""
        rows = reported_records(self.actor).filter(record_date__year=self.year)
        return rows.filter(unit__in=self.units).order_by()

    def files(self) -> QuerySet[RecordFile]:
        """Return the record files, of whatever year; merged ones count no more."""
        rows = RecordFile.objects.filter(unit__in=self.units, merged_into=None)
        return rows.order_by()

    def loans(self) -> QuerySet[Loan]:
        """Return the loans asked for in the year."""
        rows = Loan.objects.filter(unit__in=self.units, asked_at__year=self.year)
        return rows.order_by()

    def programmes(self) -> QuerySet[ProgrammeFile]:
        """Return the files of the programmes of vital and protected records."""
        rows = ProgrammeFile.objects.filter(record_file__unit__in=self.units)
        return rows.order_by()

    def moved(self) -> QuerySet[CustodyItem]:
        """Return the files that changed their keeper in the year."""
        rows = CustodyItem.objects.filter(
            state=CustodyItemState.MOVED, moved_at__year=self.year
        )
        return rows.filter(move__unit__in=self.units).order_by()

    def destroyed(self) -> QuerySet[DestructionItem]:
        """Return what was destroyed in the year, by the lists that remember it."""
        rows = DestructionItem.objects.filter(
            state=ItemState.DESTROYED, destroyed_at__year=self.year
        )
        return rows.filter(unit__in=self.units).order_by()


def scope_of(actor: Actor | None, year: int, unit_id: UUID | None) -> ReportScope:
    """Return what the person's report of the year counts.

    Raises:
        NotFound: neither a keeper nor an auditor, or the unit is none of theirs.
    """
    reader = require_reader(actor)
    chosen = None
    if unit_id is not None:
        chosen = units_reported_to(reader).filter(pk=unit_id).first()
        if chosen is None:
            raise NotFound
    return ReportScope(actor=reader, year=year, chosen=chosen)


def units_to_choose(actor: Actor) -> list[Unit]:
    """Return the units that keep a register, of those the person reads of."""
    rows = units_reported_to(actor).filter(keeps_register=True)
    return list(rows.order_by("name")[:200])
