"""Units, positions and people of the demo, with their accounts.

Who sits where is data (`data/units.csv`, `data/positions.csv`): parents before
children, superiors before those below them. A position's key is `OFFICE.role`; the few
positions every visitor meets have a word of their own (`bupati`, `wakil`, `admin`).
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from demo.wanasari.names import Names, people
from eoffice.accounts.models import User
from eoffice.accounts.names import normal_name
from eoffice.organisation.actor import Actor, actor_of
from eoffice.organisation.models import (
    Official,
    Position,
    PositionKind,
    TermOfOffice,
    Unit,
    UnitKind,
)
from eoffice.organisation.queries.givers import default_giver
from eoffice.organisation.queries.holders import holding_of
from workflow.mandates.custom import customary_mandates
from workflow.mandates.models import SigningMandate

PASSWORD = "Wanasari-2026-demo"  # noqa: S105  printed beside the log-in of the demo
SECRET = "tanda-tangan-demo"  # noqa: S105  the demo signers' passphrase
BEGAN = date(2022, 1, 3)
DATA = Path(__file__).parent / "data"
ROOT = "WNS"
TOWN = "Kecamatan Wanasari Kota, Kode Pos 00000"
REGISTERS = frozenset(
    {
        UnitKind.GOVERNMENT,
        UnitKind.SECRETARIAT,
        UnitKind.AGENCY,
        UnitKind.DISTRICT,
        UnitKind.VILLAGE,
        UnitKind.TECHNICAL_UNIT,
    }
)
# No agency: elected, and no superior's to command.
COUNCIL = "DPRD"
ELECTED = frozenset({PositionKind.REGIONAL_HEAD, PositionKind.DEPUTY_HEAD})


@dataclass(kw_only=True)
class FilledPosition:
    """One position with the person in it."""

    key: str
    position: Position
    official: Official
    user: User
    signs: bool = False

    def actor(self) -> Actor:
        """Return the person as an actor of this moment, in this position."""
        return _actor(self.user, self.position, timezone.localdate())


@dataclass(kw_only=True)
class Kabupaten:
    """The whole world of people: units by code, positions by key."""

    units: dict[str, Unit] = field(default_factory=dict)
    seats: dict[str, FilledPosition] = field(default_factory=dict)

    def seat(self, office: str, *roles: str) -> FilledPosition:
        """Return the first of the office's positions that is there."""
        return next(
            self.seats[key] for r in roles if (key := f"{office}.{r}") in self.seats
        )

    def acting(self, position: Position) -> Actor:
        """Return the person who acts for the position now, in that position."""
        today = timezone.localdate()
        return _actor(_holder(position, today), position, today)

    def acting_in(self, key: str) -> Actor:
        """Return the person who acts at this moment for the position of that key."""
        return self.acting(self.seats[key].position)

    def below(self, position_id: UUID) -> list[FilledPosition]:
        """Return the positions right under the position, in the order of the file."""
        everybody = self.seats.values()
        return [s for s in everybody if s.position.superior_id == position_id]

    def with_duty(self, duty: str) -> list[FilledPosition]:
        """Return the positions that carry the duty."""
        return [s for s in self.seats.values() if duty in s.position.duties]


# Nobody is appointed once letters are made: who acts on a day need be asked but once.
@cache
def _holder(position: Position, day: date) -> User:
    holding = holding_of(position, day)
    if holding is None or holding.official.user is None:
        message = f"nobody acts for {position} on {day}"
        raise RuntimeError(message)
    return holding.official.user


@cache
def _actor(user: User, position: Position, _day: date) -> Actor:
    found = actor_of(user, acting_position=position.pk)
    if found is None:
        message = f"{user} cannot act as {position}"
        raise RuntimeError(message)
    return found


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a file of the demo's data."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class Builder:
    """Makes rows; one instance per world."""

    def __init__(self) -> None:
        """Begin with the root unit and an endless source of names."""
        self.names: Names = people(seed=1945)
        # hashed once for all: hashing is slow on purpose
        self.password = make_password(PASSWORD)
        self.world = Kabupaten()
        name, street = "Pemerintah Kabupaten Wanasari", "Jalan Alun-Alun Utara Nomor 1"
        row = {"code": ROOT, "kind": "government", "name": name, "street": street}
        self.unit({**row, "parent": ""})

    def unit(self, row: dict[str, str]) -> None:
        """Make one unit below its parent."""
        parent = self.world.units.get(row["parent"])
        unit = Unit(
            code=row["code"],
            kind=row["kind"],
            name=row["name"],
            parent=parent,
            opened_on=BEGAN,
            place="Wanasari",
            keeps_register=row["kind"] in REGISTERS,
        )
        unit.path = [*(parent.path if parent else []), unit.pk]
        if unit.keeps_register:
            unit.letterhead_lines = self._letterhead(unit)
            unit.address_lines = self._address(unit, row["street"])
        unit.save()
        self.world.units[unit.code] = unit

    @staticmethod
    def _letterhead(unit: Unit) -> list[str]:
        if unit.parent is None:
            return ["BUPATI WANASARI"]
        if unit.code == COUNCIL:
            return ["DEWAN PERWAKILAN RAKYAT DAERAH", "KABUPATEN WANASARI"]
        lines = ["PEMERINTAH KABUPATEN WANASARI"]
        if unit.kind in {UnitKind.VILLAGE, UnitKind.TECHNICAL_UNIT}:
            lines.append(unit.parent.name.upper())
        return [*lines, unit.name.upper()]

    def _address(self, unit: Unit, street: str) -> list[str]:
        extension = 550100 + len(self.world.units)
        # RFC 2606: names that end in .example belong to nobody
        site = f"{unit.code.lower()}.wanasari.example"
        return [f"{street}, {TOWN}", f"Telepon (0000) {extension} · {site}"]

    def seat(self, row: dict[str, str]) -> None:
        """Make a position with a person, an account and a term."""
        superior = self.world.seats.get(row["superior"])
        position = Position(
            code=f"{row['unit']}-{len(self.world.seats) + 1:03d}",
            title=row["title"],
            unit=self.world.units[row["unit"]],
            superior=superior.position if superior else None,
            kind=row["kind"],
            echelon=row["echelon"],
            is_head=bool(row["head"]),
            duties=row["duties"].split(),
        )
        position.mandate_giver = default_giver(position)
        position.save(force_insert=True)
        is_elected = row["kind"] in ELECTED or row["key"] == f"{COUNCIL}.head"
        official = self._official(row["level"], elected=is_elected)
        TermOfOffice.objects.create(official=official, position=position, from_on=BEGAN)
        user = official.user
        if user is not None:
            made = FilledPosition(
                key=row["key"], position=position, official=official, user=user
            )
            self.world.seats[row["key"]] = made

    def _official(self, level: str, *, elected: bool) -> Official:
        person = self.names.next(level)
        user = User.objects.create(
            username=_account_name(person.name), password=self.password
        )
        return Official.objects.create(
            user=user,
            name=person.name,
            title_after=person.title_after,
            # who is elected is no civil servant and has no NIP
            nip=None if elected else person.nip,
            nik=person.nik,
            rank="" if elected else person.rank,
            grade="" if elected else person.grade,
            email=f"{user.username}@wanasari.example",
        )


def _account_name(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", ".", normal_name(name)).strip(".")


@transaction.atomic
def build_kabupaten() -> Kabupaten:
    """Make units, positions and people; returns the handles letters are made with."""
    builder = Builder()
    for row in rows("units.csv"):
        builder.unit(row)
    for row in rows("positions.csv"):
        builder.seat(row)
    seats = [seat.position for seat in builder.world.seats.values()]
    SigningMandate.objects.bulk_create(customary_mandates(SigningMandate, seats, BEGAN))
    return builder.world
