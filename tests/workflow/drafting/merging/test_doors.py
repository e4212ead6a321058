"""The same batch by page and by program, and who sees it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from eoffice.jobs.operations import run_job
from eoffice.spreadsheets import sheet_of
from tests.office.incoming import bring
from tests.office.visitors import ROOT, client_of, post, program_of
from tests.workflow.drafting.merging.merge_tables import HEADS, gapped, good
from workflow.models import Letter, MergeBatch

pytestmark = pytest.mark.django_db
PAGE = "/naskah-keluar/massal"


def table(office, name: str = "Budi") -> bytes:
    row = (name, "19", "A", office.kadis.position.title, "")
    return sheet_of("Tabel", HEADS.split(","), [row])


def test_a_table_brought_on_the_page_is_checked_and_made_once(office):
    letter, client = gapped(office), client_of(office.drafter)
    assert "NIP peserta" in client.get(f"{PAGE}/{letter.pk}/").content.decode()
    empty = client.get(f"{PAGE}/{letter.pk}/tabel/").content
    [heads] = load_workbook(io.BytesIO(empty)).active.iter_rows(values_only=True)
    assert heads == ("nama", "NIP peserta", "ruang")

    file = SimpleUploadedFile("daftar.xlsx", table(office))
    answer = client.post(f"{PAGE}/{letter.pk}/", {"table": file})
    batch = MergeBatch.objects.get()
    assert answer.headers["Location"] == f"{PAGE}/kelompok/{batch.pk}/"
    page = client.get(answer.headers["Location"])
    assert page.status_code == 200
    assert f"{PAGE}/kelompok/{batch.pk}/buat/" in page.content.decode()

    form = {"idempotency_key": "satu"}
    for _press in range(2):
        client.post(f"{PAGE}/kelompok/{batch.pk}/buat/", form)
    batch.refresh_from_db()
    run_job(batch.job_id)
    assert Letter.objects.filter(merge_row__batch=batch).count() == 1
    state = client.get(f"{PAGE}/kelompok/{batch.pk}/keadaan/").json()
    assert state == {"done": 1, "total": 1, "finished": True}
    assert client.get(f"{PAGE}/kelompok/{batch.pk}/").status_code == 200


def test_faults_are_shown_and_given_as_a_spreadsheet(office):
    letter, client = gapped(office), client_of(office.drafter)
    file = SimpleUploadedFile("daftar.csv", HEADS.encode() + b"\n,1,A,Siapa,\n")
    client.post(f"{PAGE}/{letter.pk}/", {"table": file})
    batch = MergeBatch.objects.get()
    page = client.get(f"{PAGE}/kelompok/{batch.pk}/").content.decode()
    assert "/buat/" not in page
    sheet = client.get(f"{PAGE}/kelompok/{batch.pk}/hasil/").content
    rows = list(load_workbook(io.BytesIO(sheet)).active.iter_rows(values_only=True))
    assert [row[:2] for row in rows[1:]] == [("2", "Nama"), ("2", "kepada jabatan")]

    wrong = SimpleUploadedFile("daftar.csv", b"\xff\xfe")
    answer = client.post(f"{PAGE}/{letter.pk}/", {"table": wrong})
    assert answer.status_code == 422


def test_a_program_does_the_same(office):
    letter, program = gapped(office), program_of(office.drafter)
    upload = bring(office.drafter, table(office), "daftar.xlsx")
    answer = post(program, f"/letters/{letter.pk}/merge", {"upload": str(upload.pk)})
    assert answer.status_code == 201
    told = answer.json()
    assert (told["rows"], told["fault_count"], told["made"]) == (1, 0, 0)
    assert told["columns"]["unused"] == ["catatan"]

    made = post(program, f"/merge-batches/{told['id']}/create")
    assert made.status_code == 202
    run_job(MergeBatch.objects.get().job_id)
    again = program.get(f"{ROOT}/merge-batches/{told['id']}").json()
    assert (again["made"], again["states"]) == (1, {"draft": 1})


def test_a_batch_is_unknown_to_others(office):
    batch = good(office)
    for person in (office.kabag, office.stranger):
        client, program = client_of(person), program_of(person)
        for part in ("", "hasil/", "keadaan/"):
            path = f"{PAGE}/kelompok/{batch.pk}/{part}"
            assert client.get(path).status_code == 404
        assert client.get(f"{PAGE}/{batch.source_id}/").status_code == 404
        path = f"{ROOT}/merge-batches/{batch.pk}"
        assert program.get(path).status_code == 404
        assert post(program, f"/merge-batches/{batch.pk}/create").status_code == 404
