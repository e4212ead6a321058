"""Who sees holds, and who places and lifts them: the archivists of the branch."""

from uuid import UUID

from django.db.models import Q, QuerySet

from archive.holds.models import LegalHold
from archive.record_files.models import RecordFile
from archive.records.models import Record
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty, Unit
from workflow.rights import Rights, one_of


def archives_of(actor: Actor | None) -> QuerySet[Unit]:
    """Return the units whose records the person keeps as an archivist now."""
    if actor is None:
        return Unit.objects.none()
    acting = [
        mandate.register_id
        for mandate in actor.mandates
        if PositionDuty.ARCHIVIST in mandate.position.duties
        and not mandate.stood_in_for
    ]
    return Unit.objects.filter(path__overlap=acting)


def own_archive(actor: Actor) -> Unit:
    """Return the register unit for which the person keeps the archive.

    Raises:
        NotFound: not an archivist now.
    """
    acting = (one for one in actor.mandates if not one.stood_in_for)
    for mandate in acting:
        if PositionDuty.ARCHIVIST in mandate.position.duties:
            return Unit.objects.get(pk=mandate.register_id)
    raise NotFound


def is_archivist_of(actor: Actor, unit: Unit) -> bool:
    """Tell whether the person is an archivist of the unit or of one above it."""
    return archives_of(actor).filter(pk=unit.pk).exists()


def may_hold(actor: Actor, thing: Record | RecordFile) -> bool:
    """Tell whether the person may hold it: an archivist of its unit or its keeper."""
    berkas = thing if isinstance(thing, RecordFile) else thing.record_file
    units = {thing.unit_id}
    if berkas is not None and berkas.custodian_id is not None:
        units.add(berkas.custodian_id)
    return archives_of(actor).filter(pk__in=units).exists()


def deals_with_holds(actor: Actor | None) -> bool:
    """Tell whether holds are any business of the person, were there any."""
    duties = (PositionDuty.ARCHIVIST, PositionDuty.AUDITOR)
    return actor is not None and any(actor.has_duty(one) for one in duties)


def holds_visible_to(actor: Actor | None) -> QuerySet[LegalHold]:
    """Return the holds of the archives one keeps; auditors see all."""
    if actor is None:
        return LegalHold.objects.none()
    if actor.has_duty(PositionDuty.AUDITOR):
        return LegalHold.objects.all()
    return LegalHold.objects.filter(Q(unit__in=archives_of(actor).values("pk")))


def visible_hold(actor: Actor | None, hold_id: UUID | str) -> LegalHold:
    """Return the hold, or NotFound."""
    return one_of(holds_visible_to(actor), hold_id)


def _keeps(actor: Actor, thing: LegalHold | Unit) -> bool:
    return is_archivist_of(actor, thing if isinstance(thing, Unit) else thing.unit)


_RIGHTS = Rights({"hold.place": _keeps, "hold.lift": _keeps})
may, require = _RIGHTS.may, _RIGHTS.require
