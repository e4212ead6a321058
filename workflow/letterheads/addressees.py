"""The block of addressees as printed: names under each other, one place that closes.

Customary, no rule of law: a surat names the place once, after "di"; a nota dinas stays
in the house and names none. More than four addressees stand on a list of their own
(`typesetting/typst/head.typ`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from eoffice.organisation.models import Position, Unit
from eoffice.organisation.queries.holders import head_of
from eoffice.organisation.queries.upwards import places_of

SOMEWHERE = "Tempat"  # customary where one place does not fit all
LONGEST_TOWN = 40
_IN = re.compile(r"di\b\s*[-–:]?\s*", re.IGNORECASE)


class Recipient(Protocol):
    """To whom a letter goes: a position, a unit (its head), or a name outside."""

    @property
    def position(self) -> Position | None:
        """Return the position, if it goes to one."""

    @property
    def unit(self) -> Unit | None:
        """Return the unit, if it goes to its head."""

    @property
    def external(self) -> str:
        """Return the name outside, or nothing."""

    @property
    def address(self) -> str:
        """Return the address outside as typed, its lines parted by line ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Printed lines, name first; `place` is empty where it is not known."""

    lines: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddresseeBlock:
    """All of them, and what follows "di" below the last; none on a nota dinas."""

    lines: tuple[tuple[str, ...], ...]
    place: str | None


def printed_name_of(recipient: Recipient) -> str:
    """Return the first line of one recipient, without "Yth."."""
    if recipient.external:
        return recipient.external
    if recipient.position is not None:
        return recipient.position.title
    head = head_of(recipient.unit) if recipient.unit else None
    return head.title if head else str(recipient.unit)


def addressee_block(
    recipients: Sequence[Recipient], *, stays_inside: bool
) -> AddresseeBlock:
    """Return the block; `stays_inside` for a letter that names no place."""
    found = _addressees(recipients)
    if stays_inside:
        return AddresseeBlock(lines=tuple(one.lines for one in found), place=None)
    places = {one.place for one in found}
    if len(places) == 1:
        place = places.pop() or SOMEWHERE
        return AddresseeBlock(lines=tuple(one.lines for one in found), place=place)
    # One "di" cannot name several towns: each outside address keeps its own.
    lines = tuple(
        (*one.lines, one.place) if recipient.external and one.place else one.lines
        for recipient, one in zip(recipients, found, strict=True)
    )
    return AddresseeBlock(lines=lines, place=SOMEWHERE)


def _addressees(recipients: Sequence[Recipient]) -> list[Addressee]:
    units = [one.position.unit if one.position else one.unit for one in recipients]
    places = places_of([unit for unit in units if unit is not None])
    found = []
    for recipient, unit in zip(recipients, units, strict=True):
        above: tuple[str, ...] = ()
        if unit is None:
            above, place = address_parts(recipient.address)
        else:
            place = places[unit.pk]
        lines = (printed_name_of(recipient), *above)
        found.append(Addressee(lines=lines, place=place))
    return found


def address_parts(address: str) -> tuple[tuple[str, ...], str]:
    """Part a typed address: its lines, and the place that closes it ("" if none).

    `Jalan Merdeka 5` / `di Jakarta` -> (("Jalan Merdeka 5",), "Jakarta")
    """
    typed = [line.strip() for line in address.splitlines()]
    lines = [line for line in typed if line and _IN.fullmatch(line) is None]
    if not lines:
        return (), ""
    *above, last = lines
    named = _IN.match(last)
    if named is not None:
        return tuple(above), _place(last[named.end() :])
    is_town = len(last) <= LONGEST_TOWN and not re.search(r"[\d,]", last)
    if above or is_town:
        return tuple(above), _place(last)
    return tuple(lines), ""


def _place(words: str) -> str:
    # "di tempat" is the spelling of old letters.
    return SOMEWHERE if words.strip().lower() == SOMEWHERE.lower() else words.strip()
