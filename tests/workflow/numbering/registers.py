"""An office with the registers of a real one: Bagian Umum, Bagian Hukum, agencies."""

from eoffice.organisation.models import PositionKind, Unit, UnitKind
from tests.office.kabupaten import Office, actor, make_person
from tests.office.outgoing import make_draft
from workflow.letters.number_request import number_request
from workflow.models import LedgerNumber, LetterTypeVersion, RegisterRule
from workflow.numbering.operations import (
    mark_used,
    reserve_letter_number,
    take_agenda_number,
)


def make_unit(office, code: str, name: str, parent: Unit) -> Unit:
    unit = Unit(code=code, name=name, kind=UnitKind.DIVISION, parent=parent)
    unit.path = [*parent.path, unit.pk]
    unit.save()
    return unit


def with_bagian(office: Office) -> Office:
    """The office with its Bagian Umum and Bagian Hukum, a wakil and an asisten."""
    office.umum = make_unit(office, "SETDA-UM", "Bagian Umum", office.setda)
    office.hukum = make_unit(office, "SETDA-HK", "Bagian Hukum", office.setda)
    office.wakil = make_person(
        "wakil", "Sri Wahyuni", "Wakil Bupati", office.government,
        kind=PositionKind.DEPUTY_HEAD,
    )  # fmt: skip
    office.asisten = make_person(
        "asisten", "Bambang S.", "Asisten Administrasi Umum", office.setda,
        kind=PositionKind.STRUCTURAL,
    )  # fmt: skip
    return office


def request_of(office, signer, type_code="surat_dinas"):
    letter = make_draft(office)
    versions = LetterTypeVersion.objects.current().select_related("letter_type")
    letter.type_version = versions.get(letter_type__code=type_code)
    letter.letter_type = letter.type_version.letter_type
    letter.signatory_position = signer.position
    return number_request(letter)


def number_of(office, signer, type_code="surat_dinas") -> LedgerNumber:
    wanted = request_of(office, signer, type_code)
    number = reserve_letter_number(wanted, actor=actor(office.sekda))
    mark_used(number, office.sekda.official)
    return number


def numbered_office(office) -> None:
    for who in (office.sekda, office.kadis, office.kabid):
        number_of(office, who)
        number_of(office, who, "nota_dinas")
    for code in ("perda", "perbup", "keputusan_bupati"):
        number_of(office, office.bupati, code)
    take_agenda_number(office.setda, office.sekda.official.pk, None)


def rule(code: str) -> RegisterRule:
    return RegisterRule.objects.get(code=code, valid_to_on=None)
