"""Who keeps a register: record clerks, each of the unit whose numbers they write."""

from uuid import UUID

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty
from eoffice.organisation.queries.upwards import register_unit_of
from workflow.numbering.models import Register


def clerk_registers(actor: Actor) -> set[UUID]:
    """Return the units whose register the person may write in now."""
    return {
        m.register_id
        for m in actor.mandates
        if PositionDuty.RECORD_CLERK in m.position.duties and not m.stood_in_for
    }


def keeps(actor: Actor | None, register: Register) -> bool:
    """Tell whether the person is record clerk of the unit that owns the register."""
    mine = clerk_registers(actor) if actor else set()
    return bool(mine) and register_unit_of(register.unit).pk in mine


def require_keeper(actor: Actor | None, register: Register) -> Actor:
    """Return the person, or raise NotFound: the register is kept by others."""
    if actor is None or not keeps(actor, register):
        raise NotFound
    return actor
