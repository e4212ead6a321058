"""Terms and acting assignments in one list, latest first, each with its state."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from eoffice.organisation.models import (
    ActingAssignment,
    Official,
    Position,
    TermOfOffice,
)

SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A term or an acting assignment. `state`: now, later, past."""

    tenure: TermOfOffice | ActingAssignment
    state: str

    @property
    def is_acting(self) -> bool:
        """Tell whether it rests on a decree for some days."""
        return isinstance(self.tenure, ActingAssignment)

    @property
    def word(self) -> str:
        """Return the mark before the title: `Plh.`, or nothing."""
        held = self.tenure
        return held.get_kind_display() if isinstance(held, ActingAssignment) else ""


def tenures_of_position(position: Position, today: date) -> list[Held]:
    """Return all who held, hold and will hold the position (two queries)."""
    terms = position.terms.select_related("official")
    acting = position.acting_assignments.select_related("official")
    return _ordered([*terms[:SHOWN], *acting[:SHOWN]], today)


def tenures_of_official(official: Official, today: date) -> list[Held]:
    """Return all positions the person held, holds and will hold (two queries)."""
    terms = official.terms.select_related("position__unit")
    acting = official.acting_assignments.select_related("position__unit")
    return _ordered([*terms[:SHOWN], *acting[:SHOWN]], today)


def _ordered(
    tenures: Iterable[TermOfOffice | ActingAssignment], today: date
) -> list[Held]:
    latest = sorted(tenures, key=lambda one: one.from_on, reverse=True)
    held = [Held(tenure=one, state=_state(one, today)) for one in latest]
    return sorted(held, key=lambda one: ("now", "later", "past").index(one.state))


def _state(tenure: TermOfOffice | ActingAssignment, today: date) -> str:
    if tenure.is_over_on(max(today, tenure.from_on)):
        return "past"
    return "later" if tenure.from_on > today else "now"
