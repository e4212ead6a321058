"""Somebody called by "@" in a note or an answer: who may be called, who was.

Only those whom the letter has reached can be called: nobody else reads its notes, and
a call is no way to show them.
"""

from dataclasses import dataclass
from uuid import UUID

from eoffice.organisation.models import Position
from eoffice.organisation.queries.positions_held import name_there, with_holders
from workflow.approval.access import seats_on_route
from workflow.letters.models import Letter

SIGN = "@"


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteSeat:
    """A seat that can be called, by its holder's name or by its title."""

    position_id: UUID
    name: str
    title: str

    @property
    def call(self) -> str:
        """Return what stands in the text."""
        return f"{SIGN}{self.name or self.title}"

    def is_called_in(self, text: str) -> bool:
        """Tell whether the text calls the seat, in capitals or small."""
        given = text.casefold()
        names = filter(None, [self.name, self.title])
        return any(f"{SIGN}{one}".casefold() in given for one in names)


def seats_to_call(letter: Letter) -> list[RouteSeat]:
    """Return the drafter's seat and those the letter has reached, in order."""
    seats = seats_on_route(letter)
    there = with_holders(Position.objects.filter(pk__in=seats)).in_bulk()
    return [
        RouteSeat(position_id=pk, name=name_there(there[pk]), title=there[pk].title)
        for pk in seats
    ]


def called_in(letter: Letter, text: str) -> list[UUID]:
    """Return the seats that a text about the letter calls."""
    if SIGN not in text:
        return []
    return [s.position_id for s in seats_to_call(letter) if s.is_called_in(text)]
