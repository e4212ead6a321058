"""Identifiers never pass through a number: a spreadsheet rounds after 15 digits."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from eoffice.errors import Invalid
from eoffice.importing import sheets
from eoffice.importing.carrying_out import import_organisation
from eoffice.importing.template import template
from eoffice.organisation.models import Official

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parent / "files"
NIP = "198003122005011003"


def brought(content: bytes):
    return import_organisation(content=content, dry_run=False, by_operator=True)


def faults_of(content: bytes) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refusal:
        brought(content)
    return [(fault.field, fault.code) for fault in refusal.value.faults]


def book(sheet_name: str, **cells) -> bytes:
    """Return a workbook with one full row of the sheet, some cells as given."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = sheet_name
    columns = sheets.SHEETS[sheet_name]
    sheet.append([column.header for column in columns])
    sheet.append([cells.get(column.header, column.example) for column in columns])
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def people(*rows: tuple[str, str]) -> bytes:
    lines = ["lembar,nip,nama", *(f"Pejabat,{nip},{name}" for nip, name in rows)]
    return "\n".join(lines).encode()


def test_a_nip_kept_as_a_number_is_refused_in_words():
    content = (FILES / "nip_number.xlsx").read_bytes()

    with pytest.raises(Invalid) as refusal:
        brought(content)

    fault = refusal.value.faults[0]
    assert (fault.field, fault.code) == ("Pejabat!2.nip", "not_text")
    assert "nip harus berupa teks" in str(fault.message)
    assert not Official.objects.exists()


IDENTIFIERS = [
    (name, column.header)
    for name, columns in sheets.SHEETS.items()
    for column in columns
    if column.identifies
]


@pytest.mark.parametrize("number", [1.98001012005012e17, 3320123456780001, 0.8])
@pytest.mark.parametrize(("sheet", "header"), IDENTIFIERS)
def test_no_identifier_is_read_from_a_number(sheet, header, number):
    content = book(sheet, **{header: number})

    assert (f"{sheet}!2.{header}", "not_text") in faults_of(content)


@pytest.mark.parametrize(("sheet", "header"), IDENTIFIERS)
def test_no_identifier_is_read_from_a_day(sheet, header):
    content = book(sheet, **{header: date(2026, 2, 1)})

    assert (f"{sheet}!2.{header}", "not_text") in faults_of(content)


def test_every_key_of_the_file_is_an_identifier():
    keys = {"code", "parent", "unit", "superior", "position"} | {
        "nip",
        "nik",
        "username",
        "decree_number",
    }
    plain = [
        column.header
        for columns in sheets.SHEETS.values()
        for column in columns
        if column.field in keys and not column.identifies
    ]

    assert not plain


def test_a_nip_that_a_spreadsheet_rounded_in_a_csv_is_refused():
    content = people(("198001012005012000", "Contoh Satu"))

    assert faults_of(content) == [("Pejabat!2.nip", "rounded")]
    assert not Official.objects.exists()


def test_the_next_person_is_no_new_name_of_the_first():
    content = people((NIP, "Contoh Satu"), (NIP, "Contoh Dua"))

    assert faults_of(content) == [("Pejabat!3.nip", "two_names")]
    assert not Official.objects.exists()


def test_account_names_of_a_file_take_their_normal_form():
    head = "lembar,nip,nama,nama_akun"
    other = "198003122005011004"
    lines = (
        head,
        f"Pejabat,{NIP},Maya,MAYA.BUDIMAN",
        f"Pejabat,{other},M,maya.budiman",
    )

    assert ("Pejabat!3.nama_akun", "taken") in faults_of("\n".join(lines).encode())
    brought("\n".join(lines[:2]).encode())
    assert Official.objects.get().user.username == "maya.budiman"


def test_the_empty_workbook_formats_identifiers_as_text():
    made = openpyxl.load_workbook(io.BytesIO(template()))

    for name, columns in sheets.SHEETS.items():
        for number, column in enumerate(columns, start=1):
            letter = openpyxl.utils.get_column_letter(number)
            form = made[name].column_dimensions[letter].number_format
            assert (form == "@") == column.identifies
