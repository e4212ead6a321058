"""Units, positions and people of the demo, with accounts and signing certificates."""

import csv
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from archive.demo.names import Names, people
from eoffice.accounts.models import User
from eoffice.environment import environment
from eoffice.organisation.actor import Actor, actor_of
from eoffice.organisation.models import (
    ActingAssignment,
    ActingKind,
    Official,
    Position,
    PositionDuty,
    PositionKind,
    TermOfOffice,
    Unit,
)
from workflow.signers import keep_credential
from workflow.signing.demo_authority import DemoAuthority, SignerRequest
from workflow.signing.pkcs12 import Enrolled

PASSWORD = "Wanasari-2026-demo"  # noqa: S105  printed beside the log-in of the demo
SECRET = "tanda-tangan-demo"  # noqa: S105  the demo signers' passphrase
BEGAN = date(2022, 1, 3)
UNITS = Path(__file__).parent / "data" / "units.csv"
HEAD_TITLES = {"district": "Camat", "division": "Kepala Bagian"}
ADDRESS = "Kelurahan Kauman, Kecamatan Wanasari Kota, Kode Pos 00000"
EXPIRED_SIGNER = "DISPAR"  # its head's certificate ran out last month


@dataclass(kw_only=True)
class Seat:
    """One position with the person in it."""

    position: Position
    official: Official
    user: User
    signs: bool = False

    def actor(self) -> Actor:
        """Return the person as an actor of this moment, in this seat."""
        found = actor_of(self.user, acting_position=self.position.pk)
        if found is None:
            message = f"{self.user} cannot act as {self.position}"
            raise RuntimeError(message)
        return found


@dataclass(kw_only=True)
class Agency:
    """One agency: its unit and the seats letters meet there."""

    unit: Unit
    head: Seat
    secretary: Seat
    middle: Seat
    drafter: Seat
    clerk: Seat
    staff: Seat


@dataclass(kw_only=True)
class Kabupaten:
    """The whole world of people."""

    root: Unit
    bupati: Seat
    deputy: Seat
    sekda: Seat
    aide: Seat
    agencies: dict[str, Agency] = field(default_factory=dict)
    seats: list[Seat] = field(default_factory=list)


class Builder:
    """Makes rows; one instance per world."""

    def __init__(self) -> None:
        """Begin with the root unit and an endless source of names."""
        self.names: Names = people(seed=1945)
        self.password = make_password(PASSWORD)
        self.seats: list[Seat] = []
        self.root = self._unit(
            "WNS", "government", "Pemerintah Kabupaten Wanasari", None
        )
        self.root.letterhead_lines = ["BUPATI WANASARI"]
        self.root.save()

    def _unit(self, code: str, kind: str, name: str, parent: Unit | None) -> Unit:
        unit = Unit(code=code, kind=kind, name=name, parent=parent, opened_on=BEGAN)
        unit.path = [*(parent.path if parent else []), unit.pk]
        unit.place = "Wanasari"
        if kind != "division":
            unit.keeps_register = True
            unit.letterhead_lines = ["PEMERINTAH KABUPATEN WANASARI", name.upper()]
            site = code.lower()
            unit.address_lines = [
                f"Jalan Alun-Alun Timur Nomor {len(code)}, {ADDRESS}",
                f"Telepon (0000) 5501{len(name):02d} · {site}.wanasari.example",
            ]
        unit.save()
        return unit

    def seat(
        self,
        title: str,
        unit: Unit,
        superior: Seat | None,
        *,
        level: str = "staff",
        duties: tuple[str, ...] = (),
        **position: object,
    ) -> Seat:
        """Make a position with a person, an account and a term."""
        person = self.names.next(level)
        number = len(self.seats) + 1
        user = User.objects.create(
            username=f"{person.name.lower().replace(' ', '.')}", password=self.password
        )
        elected = position.get("kind") in {
            PositionKind.REGIONAL_HEAD,
            PositionKind.DEPUTY_HEAD,
        }
        official = Official.objects.create(
            user=user,
            name=person.name,
            title_after=person.title_after,
            nip=None if elected else person.nip,
            nik=person.nik,
            rank="" if elected else person.rank,
            grade="" if elected else person.grade,
            email=f"{user.username}@wanasari.example",
        )
        seat = Position.objects.create(
            code=f"{unit.code}-{number:03d}",
            title=title,
            unit=unit,
            superior=superior.position if superior else None,
            duties=list(duties),
            **position,
        )
        TermOfOffice.objects.create(official=official, position=seat, from_on=BEGAN)
        made = Seat(position=seat, official=official, user=user)
        self.seats.append(made)
        return made

    def agency(self, row: dict[str, str], parent: Unit, superior: Seat) -> Agency:
        """Make one agency, division or district with its seats."""
        kind, name = row["kind"], row["name"]
        unit = self._unit(row["code"], kind, name, parent)
        short = name.removeprefix("Bagian ").removeprefix("Kecamatan ")
        named = {"division": f"Kepala {name}", "district": f"Camat {short}"}
        head = self.seat(
            named.get(kind, f"Kepala {name}"),
            unit,
            superior,
            level="head",
            is_head=True,
            kind=PositionKind.STRUCTURAL,
            echelon="II.b" if kind == "agency" else "III.a",
            duties=(PositionDuty.LEADER,) if kind != "division" else (),
        )
        seats = self._seats_below(row, unit, head)
        return Agency(unit=unit, head=head, **seats)

    def _seats_below(
        self, row: dict[str, str], unit: Unit, head: Seat
    ) -> dict[str, Seat]:
        """Make secretary, middle manager, drafter, clerk and staff of a unit."""
        name, field_name = row["name"], row["field"]
        team = name.removeprefix("Bagian ")
        inside = row["kind"] == "division"
        secretary = self.seat(
            f"Ketua Tim {team}" if inside else f"Sekretaris {name}",
            unit,
            head,
            level="middle",
            kind=PositionKind.STRUCTURAL,
        )
        middle = self.seat(
            f"Kepala Bidang {field_name}" if field_name else f"Kepala Subbagian {team}",
            unit,
            head,
            level="section",
            kind=PositionKind.STRUCTURAL,
        )
        drafter = self.seat(
            f"Analis Kebijakan Ahli Muda pada {name}",
            unit,
            middle,
            kind=PositionKind.FUNCTIONAL,
            duties=(PositionDuty.DRAFTER,),
        )
        clerk = self.seat(
            f"Pengadministrasi Persuratan {name}",
            unit,
            secretary,
            duties=(PositionDuty.RECORD_CLERK, PositionDuty.DRAFTER),
        )
        return {
            "secretary": secretary,
            "middle": middle,
            "drafter": drafter,
            "clerk": clerk,
            "staff": self.seat(f"Pranata {name}", unit, middle),
        }


def _rows() -> list[dict[str, str]]:
    with UNITS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@transaction.atomic
def build_kabupaten() -> Kabupaten:
    """Make units, seats and people; returns the handles letters are made with."""
    builder = Builder()
    root = builder.root
    bupati = builder.seat(
        "Bupati Wanasari",
        root,
        None,
        level="head",
        is_head=True,
        kind=PositionKind.REGIONAL_HEAD,
        duties=(PositionDuty.LEADER,),
    )
    deputy = builder.seat(
        "Wakil Bupati Wanasari",
        root,
        bupati,
        level="head",
        kind=PositionKind.DEPUTY_HEAD,
        duties=(PositionDuty.LEADER, PositionDuty.SIGNATORY),
    )
    rows = {row["code"]: row for row in _rows()}
    agencies = {"SETDA": builder.agency(rows["SETDA"], root, bupati)}
    sekda = agencies["SETDA"].head
    sekda.position.title = "Sekretaris Daerah"
    sekda.position.kind = PositionKind.REGIONAL_SECRETARY
    sekda.position.save()
    aide = agencies["SETDA"].secretary
    aide.position.title = "Asisten Administrasi Umum"
    aide.position.duties = [PositionDuty.SIGNATORY]
    aide.position.save()
    for code, row in rows.items():
        if code != "SETDA":
            inside = row["parent"] == "SETDA"
            parent = agencies["SETDA"].unit if inside else root
            superior = aide if inside else sekda
            agencies[code] = builder.agency(row, parent, superior)
    _special_seats(builder, agencies, bupati)
    return Kabupaten(
        root=root,
        bupati=bupati,
        deputy=deputy,
        sekda=sekda,
        aide=aide,
        agencies=agencies,
        seats=builder.seats,
    )


def _special_seats(builder: Builder, agencies: dict[str, Agency], bupati: Seat) -> None:
    setda, dpk = agencies["SETDA"], agencies["DPK"]
    for agency in (setda, dpk, agencies["DISKOMINFO"]):
        builder.seat(
            f"Arsiparis Ahli Muda pada {agency.unit.name}",
            agency.unit,
            agency.secretary,
            kind=PositionKind.FUNCTIONAL,
            duties=(PositionDuty.ARCHIVIST,),
        )
    builder.seat(
        "Administrator Sistem eOffice",
        agencies["DISKOMINFO"].unit,
        agencies["DISKOMINFO"].middle,
        duties=(PositionDuty.ADMIN,),
    )
    builder.seat(
        "Auditor Ahli Madya",
        agencies["INSPEKTORAT"].unit,
        agencies["INSPEKTORAT"].head,
        kind=PositionKind.FUNCTIONAL,
        duties=(PositionDuty.AUDITOR,),
    )


@transaction.atomic
def appoint_acting(kabupaten: Kabupaten) -> None:
    """Let two people act for others, by decree: one absent, one seat vacant."""
    today = timezone.localdate()
    dlh, bappeda = kabupaten.agencies["DLH"], kabupaten.agencies["BAPPEDA"]
    ActingAssignment.objects.create(
        official=dlh.secretary.official,
        position=dlh.head.position,
        kind=ActingKind.ACTING_ABSENT,
        from_on=today - timedelta(days=3),
        to_on=today + timedelta(days=11),
        decree_number="800.1.11.1/212/BKPSDM/2026",
        decree_on=today - timedelta(days=5),
    )
    held = TermOfOffice.objects.get(position=bappeda.head.position)
    held.to_on = today - timedelta(days=30)
    held.save()
    ActingAssignment.objects.create(
        official=bappeda.secretary.official,
        position=bappeda.head.position,
        kind=ActingKind.ACTING_VACANT,
        from_on=today - timedelta(days=29),
        to_on=today + timedelta(days=60),
        decree_number="800.1.3.3/198/BKPSDM/2026",
        decree_on=today - timedelta(days=31),
    )


def issue_certificates(kabupaten: Kabupaten) -> None:
    """Give every signer a certificate of the demo authority; one has run out."""
    authority = DemoAuthority.create(Path(environment().TRUST_DIR))
    agencies = kabupaten.agencies
    signers = [kabupaten.bupati, kabupaten.deputy, kabupaten.aide]
    signers += [agency.head for agency in agencies.values()]
    signers += [agencies["DLH"].secretary, agencies["BAPPEDA"].secretary]
    now = datetime.now(UTC)
    for seat in signers:
        expired = seat is agencies[EXPIRED_SIGNER].head
        request = SignerRequest(
            common_name=seat.official.full_name,
            person_id=seat.official.nip or "",
            title=seat.position.title[:64],
            unit=seat.position.unit.name[:64],
            valid_from=now - timedelta(days=500),
            valid_until=now + timedelta(days=-25 if expired else 700),
        )
        issued = authority.issue_signer(request, SECRET)
        enrolled = Enrolled(p12=issued.p12, certificate=issued.certificate)
        with transaction.atomic():
            keep_credential(official=seat.official, enrolled=enrolled, actor=None)
        seat.signs = True
