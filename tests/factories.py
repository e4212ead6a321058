"""A small office for tests: real rows, the least that is valid.

`build_office()` makes a kabupaten with two agencies and the people a letter meets.
Use its attributes (`office.sekda`, `office.drafter`) and `actor(person)`.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from django.contrib.auth.hashers import make_password

from eoffice.accounts.models import User
from eoffice.environment import environment
from eoffice.organisation.actor import Actor, actor_of
from eoffice.organisation.models import (
    ActingAssignment,
    Official,
    Position,
    PositionDuty,
    PositionKind,
    TermOfOffice,
    Unit,
    UnitKind,
)
from workflow.models import Letter, SignerCredential
from workflow.operations.drafting import LetterInput, RecipientInput, create_draft
from workflow.signers import keep_credential
from workflow.signing.demo_authority import DemoAuthority, IssuedSigner, SignerRequest
from workflow.signing.pkcs12 import Enrolled

PASSWORD = "kata-sandi-panjang"
SECRET = "rahasia-penanda-tangan"
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


def _unit(code: str, name: str, kind: UnitKind, parent: Unit | None, **more) -> Unit:
    unit = Unit(code=code, name=name, kind=kind, parent=parent, **more)
    unit.path = [*(parent.path if parent else []), unit.pk]
    unit.save()
    return unit


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
    user = User(username=username)
    user.password = hashed_password()
    user.save()
    number = Official.objects.count() + 1
    official = Official.objects.create(
        user=user,
        name=name,
        title_after="S.Sos.",
        nip=f"19800101200501{number:04d}",
        nik=f"33000000000{number:05d}",
        rank="Pembina",
        grade="IV/a",
        email=f"{username}@wanasari.example",
    )
    seat = Position.objects.create(
        code=username.upper(),
        title=title,
        unit=unit,
        superior=superior.position if superior else None,
        duties=list(duties),
        **position,
    )
    TermOfOffice.objects.create(official=official, position=seat, from_on=BEGAN)
    return Person(official=official, position=seat, user=user)


def build_office() -> Office:
    """Make the whole small kabupaten."""
    address = ["Jalan Alun-Alun Timur Nomor 1, Wanasari", "Telepon (0000) 550101"]
    root = _unit(
        "WNS",
        "Pemerintah Kabupaten Wanasari",
        UnitKind.GOVERNMENT,
        None,
        keeps_register=True,
        letterhead_lines=["BUPATI WANASARI"],
        address_lines=address,
        place="Wanasari",
    )
    common = {"keeps_register": True, "address_lines": address, "place": "Wanasari"}
    head = "PEMERINTAH KABUPATEN WANASARI"
    setda = _unit(
        "SETDA",
        "Sekretariat Daerah",
        UnitKind.SECRETARIAT,
        root,
        letterhead_lines=[head, "SEKRETARIAT DAERAH"],
        **common,
    )
    bagian = _unit("SETDA-ORG", "Bagian Organisasi", UnitKind.DIVISION, setda)
    kominfo = _unit(
        "DISKOMINFO",
        "Dinas Komunikasi dan Informatika",
        UnitKind.AGENCY,
        root,
        letterhead_lines=[head, "DINAS KOMUNIKASI DAN INFORMATIKA"],
        **common,
    )
    bidang = _unit("DISKOMINFO-APL", "Bidang Aplikasi", UnitKind.DIVISION, kominfo)
    dinkes = _unit(
        "DINKES",
        "Dinas Kesehatan",
        UnitKind.AGENCY,
        root,
        letterhead_lines=[head, "DINAS KESEHATAN"],
        **common,
    )
    bupati = make_person(
        "bupati",
        "Raharjo Wibisono",
        "Bupati Wanasari",
        root,
        is_head=True,
        kind=PositionKind.REGIONAL_HEAD,
        duties=(PositionDuty.LEADER,),
    )
    sekda = make_person(
        "sekda",
        "Widya Kusumaningrum",
        "Sekretaris Daerah",
        setda,
        superior=bupati,
        is_head=True,
        kind=PositionKind.REGIONAL_SECRETARY,
        duties=(PositionDuty.LEADER,),
    )
    kabag = make_person(
        "kabag",
        "Hendra Wijaya",
        "Kepala Bagian Organisasi",
        bagian,
        superior=sekda,
        is_head=True,
        kind=PositionKind.STRUCTURAL,
    )
    drafter = make_person(
        "bayu",
        "Bayu Setiawan",
        "Analis Kebijakan",
        bagian,
        superior=kabag,
        duties=(PositionDuty.DRAFTER,),
    )
    kadis = make_person(
        "kadis",
        "Arif Budiman",
        "Kepala Dinas Komunikasi dan Informatika",
        kominfo,
        superior=sekda,
        is_head=True,
        kind=PositionKind.STRUCTURAL,
    )
    kabid = make_person(
        "kabid",
        "Dewi Anggraini",
        "Kepala Bidang Aplikasi",
        bidang,
        superior=kadis,
        is_head=True,
        kind=PositionKind.STRUCTURAL,
    )
    return Office(
        government=root,
        setda=setda,
        bagian=bagian,
        kominfo=kominfo,
        bidang=bidang,
        dinkes=dinkes,
        bupati=bupati,
        sekda=sekda,
        kabag=kabag,
        drafter=drafter,
        setda_clerk=make_person(
            "tu.setda",
            "Siti Rahayu",
            "Pengadministrasi Persuratan Setda",
            setda,
            superior=kabag,
            duties=(PositionDuty.RECORD_CLERK,),
        ),
        setda_archivist=make_person(
            "arsip.setda",
            "Joko Santoso",
            "Arsiparis Ahli Muda",
            setda,
            superior=kabag,
            duties=(PositionDuty.ARCHIVIST,),
        ),
        kadis=kadis,
        kabid=kabid,
        staff=make_person(
            "staf", "Rina Darmawan", "Pranata Komputer", bidang, superior=kabid
        ),
        kominfo_clerk=make_person(
            "tu.kominfo",
            "Agus Salim",
            "Pengadministrasi Persuratan Diskominfo",
            kominfo,
            superior=kadis,
            duties=(PositionDuty.RECORD_CLERK,),
        ),
        admin=make_person(
            "admin",
            "Nur Hidayat",
            "Administrator Sistem",
            kominfo,
            superior=kadis,
            duties=(PositionDuty.ADMIN,),
        ),
        auditor=make_person(
            "auditor",
            "Lestari Wulandari",
            "Auditor Ahli Madya",
            root,
            superior=bupati,
            duties=(PositionDuty.AUDITOR,),
        ),
        stranger=make_person("asing", "Putri Maharani", "Epidemiolog", dinkes),
    )


@cache
def demo_authority() -> DemoAuthority:
    """Return the test run's own authority, in the trust folder of the settings."""
    folder = Path(environment().TRUST_DIR or mkdtemp())
    return DemoAuthority.create(folder)


@cache
def issued_signer(common_name: str) -> IssuedSigner:
    """Return a signing certificate with its key; made once per name and process."""
    request = SignerRequest(common_name=common_name)
    return demo_authority().issue_signer(request, SECRET)


def make_signer(person: Person, issued: IssuedSigner | None = None) -> SignerCredential:
    """Give the person a signing certificate in use (secret: `SECRET`)."""
    from django.db import transaction

    issued = issued or issued_signer(person.official.name)
    enrolled = Enrolled(p12=issued.p12, certificate=issued.certificate)
    with transaction.atomic():
        return keep_credential(official=person.official, enrolled=enrolled, actor=None)


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


def letter_input(office: Office, **changes) -> LetterInput:
    """Return the content of a letter that breaks no rule: to Kominfo, by the sekda."""
    values = {
        "subject": "Undangan rapat persiapan gerai layanan terpadu",
        "classification_code": "000.1.5",
        "body": [
            {"type": "paragraph", "value": "Dalam rangka persiapan, kami mengundang:"},
            {
                "type": "fields",
                "value": [{"label": "hari", "value": "Kamis, 3 Desember 2026"}],
            },
        ],
        "recipients": [
            RecipientInput(kind="to", position_id=office.kadis.position.pk),
            RecipientInput(kind="cc", external="Gubernur"),
        ],
        "signatory_position_id": office.sekda.position.pk,
    }
    values |= changes
    names = {"signatory" if n == "signatory_position_id" else n for n in values}
    return LetterInput(given=frozenset(names), **values)


def make_draft(office: Office, type_code: str = "surat_dinas", **changes) -> Letter:
    """Return a draft of the drafter that could be submitted."""
    return create_draft(
        actor=actor(office.drafter),
        type_code=type_code,
        content=letter_input(office, **changes),
    )
