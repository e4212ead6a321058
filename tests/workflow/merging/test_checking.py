"""Every fault of a table is told before anything is made."""

import io

import pytest
from openpyxl import Workbook

from eoffice.errors import Invalid, NotFound
from eoffice.objects.errors import UploadTypeRefused
from tests.office.incoming import bring
from tests.office.kabupaten import actor
from tests.office.outgoing import make_draft
from tests.workflow.merging.merge_tables import (
    brought,
    gapped,
    good,
    table_of_text,
)
from workflow.letters.checks import letter_faults
from workflow.merging.checking import check_table, draft_gaps
from workflow.merging.faults import read_faults
from workflow.merging.table import MOST_ROWS, table_of_upload
from workflow.models import Letter, MergeBatch

pytestmark = pytest.mark.django_db


def found(batch: MergeBatch) -> set[tuple[int, str, str]]:
    return {(f.row, f.column, f.code) for f in read_faults(batch.faults)}


def test_gaps_are_matched_by_name_and_the_rest_is_told(office):
    letter = gapped(office)
    batch = good(office)

    assert draft_gaps(letter) == ["nama", "NIP peserta", "ruang"]
    assert (batch.fault_count, batch.row_count) == (0, 2)
    assert batch.columns == {
        "gaps": ["Nama", "nip_peserta", "RUANG"],
        "addressee": ["kepada jabatan"],
        "unused": ["catatan"],
    }
    assert batch.rows.count() == 2


def test_every_fault_of_every_row_is_told_with_its_place(office):
    title = office.kadis.position.title
    batch = brought(
        office,
        gapped(office),
        f",1,A,{title},",
        "Budi,1,A,Kepala Dinas Bayangan,",
        f'"Budi\nSantosa",1,A,{title},',
        f"Budi,1,{'x' * 1001},{title},",
        "Budi,1,A,,",
        f"Budi,1,A,{title},",
        f"Budi,1,A,{title},",
    )

    assert found(batch) == {
        (2, "Nama", "required"),
        (3, "kepada jabatan", "unknown_addressee"),
        (4, "Nama", "several_lines"),
        (5, "RUANG", "too_long"),
        (6, "kepada jabatan", "required"),
        (8, "", "same_row"),
    }
    assert (batch.fault_count, batch.warning_count) == (5, 1)
    assert not batch.rows.exists()


def test_a_gap_without_a_column_is_told(office):
    batch = brought(office, gapped(office), "Budi,A", heads="nama,ruang")

    assert (1, "NIP peserta", "no_column") in found(batch)


def test_people_outside_need_a_name_and_a_good_address(office):
    letter = make_draft(
        office, body=[{"type": "paragraph", "value": "Y"}], recipients=[]
    )
    batch = brought(
        office,
        letter,
        "Budi,Jalan 1|Wanasari,budi@contoh.id",
        ",Jalan 2,",
        "Ani,,bukan alamat",
        heads="Nama,Alamat,Email",
    )

    assert found(batch) == {(3, "Nama", "required"), (4, "Email", "wrong_form")}


def test_numbers_of_a_spreadsheet_that_may_have_lost_digits_are_refused(office):
    book = Workbook()
    book.active.append(["nama", "NIP peserta", "ruang"])
    book.active.append(["Budi", 198001012005011234, "=1+1"])
    out = io.BytesIO()
    book.save(out)
    upload = bring(office.drafter, out.getvalue(), "daftar.xlsx")
    table = table_of_upload(upload.pk, owner_id=office.drafter.user.pk)
    letter = gapped(office)
    batch = check_table(actor=actor(office.drafter), letter_id=letter.pk, table=table)

    # A formula that was never computed says nothing; none is ever run.
    assert found(batch) == {(2, "NIP peserta", "not_text"), (2, "ruang", "required")}
    with pytest.raises(NotFound):
        table_of_upload(upload.pk, owner_id=office.kabag.user.pk)


@pytest.mark.parametrize("rows", [0, MOST_ROWS + 1, 10_000])
def test_tables_without_rows_or_with_too_many_are_refused(rows):
    with pytest.raises(Invalid):
        table_of_text("nama\n" + "Budi\n" * rows)


def test_only_the_drafter_brings_a_table_and_only_for_a_draft(office):
    letter = gapped(office)
    table = table_of_text("nama\nBudi")
    with pytest.raises(NotFound):
        check_table(actor=actor(office.kabag), letter_id=letter.pk, table=table)
    assert not MergeBatch.objects.exists()
    assert Letter.objects.count() == 1


def test_a_gap_in_the_subject_that_a_row_leaves_open_is_refused_with_its_row(office):
    letter = gapped(office, subject="Undangan <var>nama</var>")
    title = office.kadis.position.title
    batch = brought(
        office, letter, f"Budi,1,A,{title},", f"<var>siapa</var>,1,A,{title},"
    )

    assert found(batch) == {(3, "siapa", "gap_open")}
    assert not batch.rows.exists()
    assert "gap_open" in {fault.code for fault in letter_faults(letter)}


def test_a_csv_file_passes_the_check_of_every_upload_and_is_no_document(office):
    upload = bring(office.drafter, b"nama\nBudi", "daftar.csv", tables=True)
    table = table_of_upload(upload.pk, owner_id=office.drafter.user.pk)
    assert [row.at(0).text for row in table.rows] == ["Budi"]
    assert not upload.is_clean_document
    with pytest.raises(Invalid):
        make_draft(office, attachments=[upload.pk])

    with pytest.raises(UploadTypeRefused):
        bring(office.drafter, b"nama\nBudi", "daftar.csv")
    binary = bring(office.drafter, b"nama\x00\xff", "daftar.csv", tables=True)
    assert (binary.state, binary.reason) == ("refused", "type_mismatch")
