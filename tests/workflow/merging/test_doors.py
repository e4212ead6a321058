"""The same batch by page and by program, and who sees it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from eoffice.jobs.operations import run_job
from eoffice.spreadsheets import sheet_of
from tests.office.incoming import bring
from tests.office.signers import make_signer
from tests.office.visitors import ROOT, client_of, post, program_of
from tests.workflow.merging.merge_tables import (
    HEADS,
    gapped,
    good,
    made,
    on_its_way,
)
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
    given = {"letter": str(letter.pk), "table": str(upload.pk)}
    wrong = post(program, "/mail-merges", {**given, "columns": {"ruang": "Aula"}})
    assert wrong.json()["errors"][0]["code"] == "no_column"
    given["columns"] = {"nama": "Nama"}
    answer = post(program, "/mail-merges", given)
    assert answer.status_code == 201
    told = answer.json()
    assert (told["rows"], told["fault_count"], told["made"]) == (1, 0, 0)
    assert told["columns"]["unused"] == ["catatan"]

    made = post(program, f"/mail-merges/{told['id']}/make")
    assert made.status_code == 202
    run_job(MergeBatch.objects.get().job_id)
    again = program.get(f"{ROOT}/mail-merges/{told['id']}").json()
    assert (again["made"], again["states"]) == (1, {"draft": 1})


def test_a_batch_is_unknown_to_others(office):
    batch = good(office)
    for person in (office.kabag, office.stranger):
        client, program = client_of(person), program_of(person)
        for part in ("", "hasil/", "keadaan/"):
            path = f"{PAGE}/kelompok/{batch.pk}/{part}"
            assert client.get(path).status_code == 404
        assert client.get(f"{PAGE}/{batch.source_id}/").status_code == 404
        path = f"{ROOT}/mail-merges/{batch.pk}"
        assert program.get(path).status_code == 404
        assert post(program, f"/mail-merges/{batch.pk}/make").status_code == 404


def test_a_desk_looks_and_decides_on_the_page_and_by_program(office):
    batch = on_its_way(office, 2)
    desk = f"{PAGE}/kelompok/{batch.pk}/periksa/"
    client = client_of(office.kabag)
    page = client.get(desk)
    assert "putuskan/" in page.content.decode()
    as_of = page.context["as_of"]
    form = {"act": "approve", "as_of": as_of, "idempotency_key": "satu"}
    assert client.post(f"{desk}putuskan/", form).status_code == 422
    assert client.post(f"{desk}putuskan/", {"act": "return"}).status_code == 422
    for number in (2, 3):
        assert client.get(f"{desk}{number}/").status_code == 200
    found = client.get(f"{desk}cari/", {"baris": "3"})
    assert found.headers["Location"] == f"{desk}3/"
    client.post(f"{desk}3/keluarkan/", {"idempotency_key": "dua"})

    program = program_of(office.kabag)
    told = program.get(f"{ROOT}/mail-merges/{batch.pk}/sample").json()
    assert (told["act"], told["seen"], len(told["letters"])) == ("approve", 1, 1)
    given = {"as_of": told["as_of"]}
    answer = post(program, f"/mail-merges/{batch.pk}/approve", given)
    assert answer.status_code == 202
    run_job(batch.decisions.get().job_id)
    done = client.get(desk).content.decode()
    assert "putuskan/" not in done
    assert post(program, f"/mail-merges/{batch.pk}/approve", given).status_code == 404

    make_signer(office.sekda)
    sekda = client_of(office.sekda)
    assert sekda.get(f"{desk}tandatangani/").status_code == 409
    sekda.get(f"{desk}2/")
    assert "passphrase" in sekda.get(f"{desk}tandatangani/").content.decode()


def test_the_drafter_submits_on_the_page_and_by_program_once(office):
    batch = made(office, 1)
    path = f"{PAGE}/kelompok/{batch.pk}/"
    client = client_of(office.drafter)
    assert f"{path}ajukan/" in client.get(path).content.decode()
    client.post(f"{path}ajukan/", {"idempotency_key": "satu"})
    batch.refresh_from_db()
    run_job(batch.submit_job_id)

    assert "ajukan/" not in client.get(path).content.decode()
    again = post(program_of(office.drafter), f"/mail-merges/{batch.pk}/submit")
    assert again.status_code == 409
    assert client_of(office.stranger).get(f"{path}periksa/").status_code == 404
