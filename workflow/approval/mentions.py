"""Somebody called by "@" in a note or an answer: who may be called, who was.

Only those whom the letter has reached can be called: nobody else reads its notes, and
a call is no way to show them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
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

    @property
    def calls(self) -> set[str]:
        """Return the calls that mean the seat, without capitals."""
        return {f"{SIGN}{one}".casefold() for one in (self.name, self.title) if one}


def seats_to_call(letter: Letter) -> list[RouteSeat]:
    """Return the drafter's seat and those the letter has reached, in order."""
    seats = seats_on_route(letter)
    there = with_holders(Position.objects.filter(pk__in=seats)).in_bulk()
    return [
        RouteSeat(position_id=pk, name=name_there(there[pk]), title=there[pk].title)
        for pk in seats
    ]


def called_in(letter: Letter, texts: Sequence[str]) -> list[list[UUID]]:
    """Return for each of the texts about the letter the seats that it calls."""
    is_calling = any(SIGN in text for text in texts)
    seats = seats_to_call(letter) if is_calling else []
    return [_called(seats, text) for text in texts]


def _called(seats: Iterable[RouteSeat], text: str) -> list[UUID]:
    meant = defaultdict(list)
    for seat in seats:
        for call in seat.calls:
            meant[call].append(seat.position_id)
    given, found = text.casefold(), dict[UUID, None]()
    # The longest first: a title may be the beginning of another.
    for call in sorted(meant, key=len, reverse=True):
        if call in given:
            given = given.replace(call, " ")
            found |= dict.fromkeys(meant[call])
    return list(found)
