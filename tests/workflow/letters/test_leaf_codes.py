"""Only the deepest codes are for letters and files: a heading has no retention."""

from datetime import date
from types import SimpleNamespace

import pytest

from archive.models import ClassificationCode, RecordFile
from archive.record_files.filing import FileInput, open_record_file
from eoffice.errors import Invalid
from tests.office.incoming import empty_letter, entry, registered
from tests.office.kabupaten import actor
from tests.office.letter_types import versions_do_not_stand
from tests.office.outgoing import make_draft, submitted
from tests.office.records import make_record
from tests.office.visitors import client_of
from workflow.approval.operations.submitting import submit_letter
from workflow.incoming.operations.registering import register_incoming_letter
from workflow.incoming.queries.code_proposals import proposed_code
from workflow.letter_types.shipped import load_first_versions
from workflow.letters.checks import letter_faults
from workflow.models import (
    IncomingLetter,
    LedgerNumber,
    Letter,
    LetterType,
    LetterTypeVersion,
)
from workflow.reference_data import fields_of

pytestmark = pytest.mark.django_db
HEADING, LEAVES = "100.3.7", ("100.3.7.1", "100.3.7.2")


def fault_of(refusal) -> str:
    [fault] = refusal.value.faults
    assert (fault.field, fault.code) == ("classification_code", "heading_code")
    return str(fault.message)


def assert_offers_leaves(words: str) -> None:
    assert HEADING in words
    assert all(f"{leaf} " in words for leaf in LEAVES)


def test_check_and_submit_refuse_a_heading_and_offer_its_leaves(office):
    letter = make_draft(office, classification_code=HEADING)

    [checked] = letter_faults(letter)
    with pytest.raises(Invalid) as refusal:
        submit_letter(actor=actor(office.drafter), letter_id=letter.pk)

    assert checked.code == "heading_code"
    assert_offers_leaves(fault_of(refusal))
    letter.refresh_from_db()
    assert letter.status == "draft"


def test_incoming_letter_is_not_entered_under_a_heading(office):
    incoming = empty_letter(office)

    with pytest.raises(Invalid) as refusal:
        register_incoming_letter(
            actor=actor(office.setda_clerk),
            incoming_id=incoming.pk,
            row_version=None,
            registration=entry(classification_code=HEADING),
        )

    assert_offers_leaves(fault_of(refusal))
    assert not LedgerNumber.objects.exists()


def test_no_file_is_opened_under_a_heading(office):
    content = FileInput(
        unit_id=office.setda.pk, classification_code=HEADING, title="Perjanjian"
    )

    with pytest.raises(Invalid) as refusal:
        open_record_file(actor=actor(office.setda_archivist), content=content)

    assert_offers_leaves(fault_of(refusal))
    assert not RecordFile.objects.exists()


def test_page_of_a_new_file_offers_the_leaves(office):
    form = {"unit": office.setda.pk, "classification_code": HEADING, "title": "Judul"}

    page = client_of(office.setda_archivist).post("/arsip/berkas/baru/", form)

    assert_offers_leaves(page.content.decode())


def test_picker_shows_a_heading_as_a_way_to_its_leaves(office):
    browser = client_of(office.drafter)
    address = "/naskah-keluar/cari/kode/"

    [heading, *_rest] = browser.get(address, {"q": HEADING}).json()["options"]
    below = browser.get(address, {"q": heading["leads_to"]}).json()["options"]

    assert heading["value"] == ""
    assert heading["leads_to"] == f"{HEADING}."
    assert [one["value"] for one in below] == list(LEAVES)
    assert all("leads_to" not in one for one in below)


def test_what_was_filed_under_a_heading_in_former_days_stays_readable(office):
    letter = submitted(office)
    Letter.objects.filter(pk=letter.pk).update(classification_code=HEADING)
    record = make_record(office)
    code = ClassificationCode.objects.get(code=HEADING)
    type(record).objects.filter(pk=record.pk).update(classification=code)

    read = client_of(office.drafter).get(f"/naskah-keluar/{letter.pk}/")
    kept = client_of(office.setda_archivist).get(f"/arsip/{record.pk}/")

    assert (read.status_code, kept.status_code) == (200, 200)
    assert HEADING in kept.content.decode()


def test_a_heading_is_never_proposed(office):
    for number in ("1", "2"):
        incoming = registered(office, subject=f"Perihal {number}", number=number)
        IncomingLetter.objects.filter(pk=incoming.pk).update(
            classification_code=HEADING
        )

    found = proposed_code(
        actor(office.setda_clerk),
        sender=incoming.sender,
        subject="Lain sekali",
        letter_type="",
    )

    assert found is None


def test_usual_codes_of_types_are_leaves():
    usual = LetterTypeVersion.objects.exclude(default_classification="")
    codes = set(usual.values_list("default_classification", flat=True))
    codes |= set(usual.values_list("example__classification_code", flat=True))

    leaves = ClassificationCode.objects.filter(code__in=codes, is_leaf=True)

    assert set(leaves.values_list("code", flat=True)) == codes
    assert len(codes) > 5


def test_first_versions_keep_what_the_office_had_set():
    kept = LetterType.objects.get(code="sttpp")
    with versions_do_not_stand():
        LetterTypeVersion.objects.filter(letter_type=kept).delete()
    # A row as it was before there were versions.
    kept.name, kept.number_pattern = "STTPP Kabupaten", ""
    kept.default_classification = "800.2.4.6"
    kept.valid_from_on, kept.valid_to_on = None, date(2030, 12, 31)
    rows = SimpleNamespace(objects=SimpleNamespace(exclude=lambda **_kept: [kept]))

    load_first_versions(rows, LetterTypeVersion)

    version = LetterTypeVersion.objects.get(letter_type=kept)
    assert (version.name, version.number) == ("STTPP Kabupaten", 1)
    assert version.default_classification == "800.2.4.6"
    assert version.number_pattern == "{klasifikasi}/{urut}/{unit}/{tahun}"
    assert version.valid_to_on == date(2030, 12, 31)
    assert version.layout == "sertifikat"


def test_fields_of_a_row_keep_commas_in_brackets():
    row = {"required_fields": "nomor; kepada[nama,nip]; untuk"}

    assert fields_of(row) == ["nomor", "kepada[nama,nip]", "untuk"]
