"""Access tokens: what a person may open now, and what stands on a letter.

Every letter carries *access tokens*; a person's tokens come from the mandates of
this moment. Somebody may see a letter when the two sets meet. Lists, details,
files, counts, search and exports all use this one rule, so they agree by
construction. Nothing is open for want of an owner: no token, nobody sees it.

Tokens: `position:<id>` takes part (drafts, was asked to verify or sign, receives,
gives or receives a disposition that stands); `unit:<id>` sits in the unit; `below:<id>`
heads the unit or one above it; `register:<id>` is record clerk or archivist of the
register, `clerk:<id>` its record clerk; `sends:<id>` sends out what the register has
numbered: its clerk, or the clerk who serves it where it has none; `entry:<id>` passes a
letter on at a gate.
Above the ordinary class (tata naskah 5.2), and before a letter is issued or registered,
only `position`, `clerk` and `entry` stand on it. Which of them stand on what is told by
each room's `access`.
"""

from collections.abc import Iterable
from uuid import UUID

from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty, Unit
from eoffice.organisation.queries.upwards import register_unit_of

POSITION = "position:"  # how the token of a position begins
ENTRY = "entry:"  # of a position that sees the entry, and content of ordinary class
SENDS = "sends:"  # of who sends out what a register has numbered
REGISTER_DUTIES = (PositionDuty.RECORD_CLERK, PositionDuty.ARCHIVIST)


def tokens_of(actor: Actor) -> list[str]:
    """Return what the person may open now, as tokens."""
    registers = actor.registers_with_duty(*REGISTER_DUTIES)
    clerk_of = actor.registers_with_duty(PositionDuty.RECORD_CLERK)
    return sorted(
        [
            *held_position_tokens(actor),
            *(f"{ENTRY}{pk}" for pk in actor.position_ids),
            *(f"unit:{pk}" for pk in actor.unit_ids),
            *(f"below:{pk}" for pk in actor.headed_unit_ids),
            *(f"register:{pk}" for pk in registers),
            *(f"clerk:{pk}" for pk in clerk_of),
            *(f"{SENDS}{pk}" for pk in actor.registers_sent_for(acting=False)),
        ]
    )


def held_position_tokens(actor: Actor) -> list[str]:
    """Return the tokens of the person's positions: those that open classed content."""
    return sorted(position_tokens(actor.position_ids))


def unit_tokens(unit: Unit, register: UUID | None = None) -> list[str]:
    """Return the tokens of the unit, of the heads above it and of its register."""
    register = register or register_unit_of(unit).pk
    return [f"unit:{unit.pk}", *heads_tokens(unit), f"register:{register}"]


def heads_tokens(unit: Unit) -> list[str]:
    """Return the tokens of those who head the unit or one above it."""
    return [f"below:{pk}" for pk in unit.path or [unit.pk]]


def position_tokens(positions: Iterable[UUID | None]) -> list[str]:
    """Return the tokens of those who take part."""
    return [f"{POSITION}{pk}" for pk in positions if pk is not None]
