"""A small office for tests: real rows, the least that is valid.

`build_office()` makes a kabupaten with two agencies and the people a letter meets.
Use its attributes (`office.sekda`, `office.drafter`) and `actor(person)`.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.contrib.auth.hashers import make_password

from eoffice.accounts.models import User
from eoffice.organisation.actor import Actor, actor_of
from eoffice.organisation.models import (
    ActingAssignment,
    Official,
    Position,
    PositionKind,
    TermOfOffice,
    Unit,
    UnitKind,
)
from eoffice.organisation.queries.givers import default_giver
from workflow.mandates.custom import customary_mandates
from workflow.mandates.models import SigningMandate

PASSWORD = "kata-sandi-panjang"
BEGAN = date(2024, 1, 2)


@dataclass(kw_only=True)
class Person:
    """One official with an account and a main position."""

    official: Official
    position: Position
    user: User


@dataclass(kw_only=True)
class Office:
    """The people and units of the small kabupaten."""

    government: Unit
    setda: Unit
    bagian: Unit
    kominfo: Unit
    bidang: Unit
    dinkes: Unit
    bupati: Person
    sekda: Person
    kabag: Person
    drafter: Person
    setda_clerk: Person
    setda_archivist: Person
    kadis: Person
    kabid: Person
    staff: Person
    kominfo_clerk: Person
    admin: Person
    auditor: Person
    stranger: Person


def actor(person: Person) -> Actor:
    """Return the person as an actor of this moment."""
    found = actor_of(person.user)
    assert found is not None
    return found


@cache
def hashed_password() -> str:
    """Return the hash of `PASSWORD`; made once, for it is slow by intent."""
    return make_password(PASSWORD)


def make_person(
    username: str,
    name: str,
    title: str,
    unit: Unit,
    *,
    superior: Person | None = None,
    duties: tuple[str, ...] = (),
    **position,
) -> Person:
    """Make an official with account, position and term."""
    user = User(username=username, password=hashed_password())
    user.save()
    official = _official(user, name, Official.objects.count() + 1)
    seat = Position(
        code=username.upper(),
        title=title,
        unit=unit,
        superior=superior.position if superior else None,
        duties=list(duties),
        **position,
    )
    seat.mandate_giver = default_giver(seat)
    person = Person(official=official, position=seat, user=user)
    for row in (official, seat, _term(person)):
        row.save()
    return person


def _official(user: User, name: str, number: int) -> Official:
    return Official(
        user=user,
        name=name,
        title_after="S.Sos.",
        nip=f"19800101200501{number:04d}",
        nik=f"33000000000{number:05d}",
        rank="Pembina",
        grade="IV/a",
        email=f"{user.username}@wanasari.example",
    )


def _term(person: Person) -> TermOfOffice:
    return TermOfOffice(
        official=person.official, position=person.position, from_on=BEGAN
    )


HEADED = "PEMERINTAH KABUPATEN WANASARI"
BUPATI = "BUPATI WANASARI"
ADDRESS = ["Jalan Alun-Alun Timur Nomor 1, Wanasari", "Telepon (0000) 550101"]
# code, attribute, name, kind, parent, letterhead (empty: keeps no register)
UNITS = (
    (
        "WNS",
        "government",
        "Pemerintah Kabupaten Wanasari",
        "government",
        None,
        BUPATI,
    ),
    ("SETDA", "setda", "Sekretariat Daerah", "secretariat", "government", HEADED),
    ("SETDA-ORG", "bagian", "Bagian Organisasi", "division", "setda", ""),
    (
        "DISKOMINFO",
        "kominfo",
        "Dinas Komunikasi dan Informatika",
        "agency",
        "government",
        HEADED,
    ),
    ("DISKOMINFO-APL", "bidang", "Bidang Aplikasi", "division", "kominfo", ""),
    ("DINKES", "dinkes", "Dinas Kesehatan", "agency", "government", HEADED),
)
# attribute, username, name, title, unit, superior, duties, kind (heads have one)
PEOPLE = (
    ("bupati", "bupati", "Raharjo Wibisono", "Bupati Wanasari",
     "government", None, "leader", PositionKind.REGIONAL_HEAD),
    ("sekda", "sekda", "Widya Kusumaningrum", "Sekretaris Daerah",
     "setda", "bupati", "leader", PositionKind.REGIONAL_SECRETARY),
    ("kabag", "kabag", "Hendra Wijaya", "Kepala Bagian Organisasi",
     "bagian", "sekda", "", PositionKind.STRUCTURAL),
    ("drafter", "bayu", "Bayu Setiawan", "Analis Kebijakan",
     "bagian", "kabag", "drafter", None),
    ("kadis", "kadis", "Arif Budiman", "Kepala Dinas Komunikasi dan Informatika",
     "kominfo", "sekda", "", PositionKind.STRUCTURAL),
    ("kabid", "kabid", "Dewi Anggraini", "Kepala Bidang Aplikasi",
     "bidang", "kadis", "", PositionKind.STRUCTURAL),
    ("setda_clerk", "tu.setda", "Siti Rahayu", "Pengadministrasi Persuratan Setda",
     "setda", "kabag", "record_clerk", None),
    ("setda_archivist", "arsip.setda", "Joko Santoso", "Arsiparis Ahli Muda",
     "setda", "kabag", "archivist", None),
    ("staff", "staf", "Rina Darmawan", "Pranata Komputer",
     "bidang", "kabid", "", None),
    ("kominfo_clerk", "tu.kominfo", "Agus Salim", "Pengadministrasi Diskominfo",
     "kominfo", "kadis", "record_clerk", None),
    ("admin", "admin", "Nur Hidayat", "Administrator Sistem",
     "kominfo", "kadis", "admin", None),
    ("auditor", "auditor", "Lestari Wulandari", "Auditor Ahli Madya",
     "government", "bupati", "auditor", None),
    ("stranger", "asing", "Putri Maharani", "Epidemiolog",
     "dinkes", None, "", None),
)  # fmt: skip


def _letterhead(head: str, name: str) -> list[str]:
    return [head] if head == BUPATI else [head, name.upper()] if head else []


def _units() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for code, attribute, name, kind, parent, head in UNITS:
        above = units[parent] if parent else None
        unit = Unit(
            code=code,
            name=name,
            kind=UnitKind(kind),
            parent=above,
            keeps_register=bool(head),
            letterhead_lines=_letterhead(head, name),
            address_lines=ADDRESS if head else [],
            place="Wanasari" if head else "",
        )
        unit.path = [*(above.path if above else []), unit.pk]
        units[attribute] = unit
    return units


def _people(units: dict[str, Unit], users: list[User]) -> dict[str, Person]:
    people: dict[str, Person] = {}
    first = Official.objects.count() + 1
    for number, (user, row) in enumerate(zip(users, PEOPLE, strict=True), first):
        attribute, username, name, title, unit, superior, duty, kind = row
        seat = Position(
            code=username.upper(),
            title=title,
            unit=units[unit],
            superior=people[superior].position if superior else None,
            duties=duty.split(),
            is_head=kind is not None,
            kind=kind or PositionKind.STAFF,
        )
        seat.mandate_giver = default_giver(seat)
        official = _official(user, name, number)
        people[attribute] = Person(official=official, position=seat, user=user)
    return people


def build_office() -> Office:
    """Make the whole small kabupaten; one statement a table, for most tests want it."""
    password = hashed_password()
    users = [User(username=username, password=password) for _, username, *_ in PEOPLE]
    units = _units()
    Unit.objects.bulk_create(units.values())
    User.objects.bulk_create(users)
    people = _people(units, users)
    Position.objects.bulk_create(one.position for one in people.values())
    Official.objects.bulk_create(one.official for one in people.values())
    TermOfOffice.objects.bulk_create(_term(one) for one in people.values())
    seats = [one.position for one in people.values()]
    SigningMandate.objects.bulk_create(customary_mandates(SigningMandate, seats, BEGAN))
    return Office(**units, **people)


def superior_of(office: Office, person: Person) -> Person:
    """Return who holds the position above."""
    above = person.position.superior_id
    people = (one for one in vars(office).values() if isinstance(one, Person))
    return next(one for one in people if one.position.pk == above)


def make_acting(
    person: Person, position: Position, kind: str, from_on: date, to_on: date
) -> ActingAssignment:
    """Let the person act for the position by a decree."""
    return ActingAssignment.objects.create(
        official=person.official,
        position=position,
        kind=kind,
        from_on=from_on,
        to_on=to_on,
        decree_number="800.1.3.3/1/WNS/2026",
        decree_on=from_on,
    )
