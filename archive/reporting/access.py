"""Who reads the reports on the keeping of records, and what is counted for them.

Keepers read of the records they file for; archivists of a register also of the units
below it, those of the regional archives of all that lie below theirs. Auditors read
the figures of every unit, and no entry by them (pengawasan kearsipan).
"""

from django.db.models import QuerySet

from archive.records.keepers import is_keeper, units_kept_by
from archive.records.lists import kept_by
from archive.records.models import Record
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty, Unit


def is_auditor(actor: Actor | None) -> bool:
    """Tell whether the person reads the figures of every unit."""
    return actor is not None and actor.has_duty(PositionDuty.AUDITOR)


def reads_reports(actor: Actor | None) -> bool:
    """Tell whether the reports are any business of the person."""
    return is_keeper(actor) or is_auditor(actor)


def require_reader(actor: Actor | None) -> Actor:
    """Return the actor who may read the reports.

    Raises:
        NotFound: neither a keeper nor an auditor.
    """
    if actor is None or not reads_reports(actor):
        raise NotFound
    return actor


def units_reported_to(actor: Actor) -> QuerySet[Unit]:
    """Return the units whose figures the person reads."""
    return Unit.objects.all() if is_auditor(actor) else units_kept_by(actor)


def reported_records(actor: Actor) -> QuerySet[Record]:
    """Return the records that are counted for the person; never shown by it."""
    if is_auditor(actor):
        return Record.objects.defer("access_tokens")
    return kept_by(actor)
