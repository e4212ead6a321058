"""Who keeps records: filing is the duty of the unit that made or received them.

The record clerk (TU), the secretary or the archivist of a register files what its
branch issued and received (PP 28/2012 Ps 37, 41-42); the archivists of the registers
above are the records unit: they keep all that left the units below. Keepers know the
*entry* of each record, of whatever class; what they may read is told by `access`.
"""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q, QuerySet

from eoffice.organisation.actor import Actor, Mandate
from eoffice.organisation.models import Position, PositionDuty, PositionKind, Unit
from eoffice.organisation.queries.upwards import register_unit_of

KEEPER = "keeper:"  # files for this register
RECORDS_UNIT = "archive:"  # archivist of this unit's register, or of one above
FILING_DUTIES = frozenset({PositionDuty.RECORD_CLERK, PositionDuty.ARCHIVIST})
# The secretary of an agency, district or village is no kind of position of its own.
SECRETARY = "sekretaris "


def is_secretary(position: Position) -> bool:
    """Tell whether the position is the secretary of an agency, district or village."""
    is_structural = position.kind == PositionKind.STRUCTURAL
    return is_structural and position.title.lower().startswith(SECRETARY)


def files_records(mandate: Mandate) -> bool:
    """Tell whether filing is among the duties of this position."""
    position = mandate.position
    has_duty = any(duty in FILING_DUTIES for duty in position.duties)
    return has_duty or is_secretary(position)


def is_keeper(actor: Actor | None) -> bool:
    """Tell whether one of the person's positions files records now."""
    return actor is not None and any(
        files_records(mandate) and not mandate.stood_in_for
        for mandate in actor.mandates
    )


def units_kept_by(actor: Actor | None) -> QuerySet[Unit]:
    """Return the units whose records the person files.

    Those of the own register; for archivists those of the registers below it too.
    """
    if actor is None:
        return Unit.objects.none()
    acting = [m for m in actor.mandates if files_records(m) and not m.stood_in_for]
    archives = [m.register_id for m in acting if _is_archivist(m)]
    own = [m.register_id for m in acting if m.register_id not in archives]
    kept = Q(path__overlap=archives)
    if own:
        # A school or a health centre with a register of its own files for itself.
        below = Unit.objects.filter(keeps_register=True, path__overlap=own)
        others = ArraySubquery(below.exclude(pk__in=own).values("pk"))
        kept |= Q(path__overlap=own) & ~Q(path__overlap=others)
    return Unit.objects.filter(kept)


def keeps(actor: Actor, unit: Unit) -> bool:
    """Tell whether the person files for the unit."""
    return is_keeper(actor) and units_kept_by(actor).filter(pk=unit.pk).exists()


def keepers_position(actor: Actor, unit: Unit) -> Actor:
    """Return the actor in the position that files for the unit."""
    register = register_unit_of(unit).pk
    return actor.at_position_where(
        lambda mandate: (
            (files_records(mandate) and mandate.register_id == register)
            or (_is_archivist(mandate) and mandate.register_id in unit.path)
        )
    )


def _is_archivist(mandate: Mandate) -> bool:
    return PositionDuty.ARCHIVIST in mandate.position.duties


def keeper_tokens_of(actor: Actor) -> list[str]:
    """Return the tokens that open entries to the person.

    Positions somebody stands in for count: their holder still sees.
    """
    filing = {m.register_id for m in actor.mandates if files_records(m)}
    archives = actor.registers_with_duty(PositionDuty.ARCHIVIST)
    return [*_named(KEEPER, filing), *_named(RECORDS_UNIT, archives)]


def tokens_for_keepers(unit: Unit) -> list[str]:
    """Return the tokens by which keepers know the entries of the unit's records."""
    register = register_unit_of(unit)
    return [*_named(KEEPER, [register.pk]), *_named(RECORDS_UNIT, unit.path)]


def _named(kind: str, ids: Iterable[UUID]) -> list[str]:
    return [f"{kind}{pk}" for pk in ids]
