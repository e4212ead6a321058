"""Exports: asked for, written by the job, taken out by whoever may read all of it."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta

import bagit
import pytest
from django.db import connection
from django.utils import timezone
from openpyxl import load_workbook

from archive.exchange import sweeping
from archive.exchange.making import ExportInput, make_export
from archive.exchange.selecting import Selection
from archive.grants.granting import grant_reading
from archive.models import Export, ExportKind, Record
from archive.records.capturing import capture_outgoing
from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound
from eoffice.objects import store
from eoffice.objects.models import StoredObject
from eoffice.outbox.relay import drain
from tests.office.kabupaten import actor
from tests.office.outgoing import sent
from tests.office.records import make_record
from tests.office.signers import make_signer
from tests.office.visitors import browser_of, post, program_of, token_client

pytestmark = pytest.mark.django_db


def exported(person, records, **more) -> Export:
    selection = Selection(records=[one.pk for one in records])
    made = make_export(
        actor=actor(person),
        wanted=ExportInput(kind=ExportKind.BAGIT, selection=selection, **more),
    )
    drain()
    made.refresh_from_db()
    return made


def checked(folder) -> subprocess.CompletedProcess:
    """Run the package's own check with nothing but the interpreter."""
    return subprocess.run(
        [sys.executable, "-I", str(folder / "verifikasi.py")],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONIOENCODING": "utf-8"},
    )


@pytest.fixture
def record(office):
    make_signer(office.sekda)
    letter = sent(office)
    capture_outgoing(letter_id=letter.pk)
    drain()
    record = Record.objects.get(letter=letter)
    grant_reading(
        actor=actor(office.sekda),
        record_id=record.pk,
        reader=office.stranger.official,
        until_on=timezone.localdate(),
        reason="Bahan audit",
    )
    with connection.cursor() as cursor:  # as a commit does: the links of the chain
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return record


def test_a_package_is_a_bag_that_proves_itself_and_tells_what_was_altered(
    office, record, tmp_path
):
    made = exported(office.setda_archivist, [record, make_record(office)])

    assert (made.state, made.written, made.why) == ("ready", 2, "")
    content = store.get_bytes(made.stored)
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    folder = tmp_path / f"arsip-{made.pk}"
    bagit.Bag(str(folder)).validate()
    place = folder / "data" / "arsip" / str(record.pk)
    facts = json.loads((place / "metadata.json").read_text())
    assert facts["number"] == record.number
    assert len(facts["contents"]) == record.contents.count() > 0
    assert json.loads((place / "tanda-tangan.json").read_text())[0]["sha256"]
    events = json.loads((place / "riwayat.json").read_text())
    assert "record.captured" in {one["action"] for one in events}

    whole = [one for one in events if not one["withheld"]]
    assert whole
    shown = [json.loads(one["payload"]) for one in events]
    assert not any(one.get("user_id") or one.get("address") for one in shown)
    granted = next(one for one in events if one["action"] == "grant.given")
    assert "Bahan audit" not in str(events)
    assert str(office.stranger.official.pk) not in str(events)
    assert (granted["withheld"], len(granted["payload_sha256"])) == (True, 64)

    good = checked(folder)
    assert (good.returncode, "COCOK SEMUA" in good.stdout) == (0, True), good.stdout
    assert f"jejak audit dihitung ulang: {len(whole)}," in good.stdout

    history = place / "riwayat.json"
    before = history.read_text()
    history.write_text(before.replace("record.captured", "record.forged"))
    forged = checked(folder)
    history.write_text(before)
    signed = next((place / "isi").iterdir())
    signed.write_bytes(signed.read_bytes() + b" ")
    (folder / "data" / "tambahan.txt").write_text("x")
    altered = checked(folder)
    assert (forged.returncode, altered.returncode) == (1, 1)
    assert "jejak arsip" in forged.stdout
    assert "berubah" in altered.stdout
    assert "tidak terdaftar: data/tambahan.txt" in altered.stdout
    (folder / "manifest-sha256.txt").unlink()
    assert checked(folder).returncode == 2


def test_classed_records_go_only_with_right_and_reason(office, caplog):
    plain = make_record(office)
    secret = make_record(office, "Rahasia", security_class="rahasia")
    own = office.setda_archivist

    left = exported(own, [plain, secret])
    with pytest.raises(Invalid):
        exported(own, [secret])
    with pytest.raises(NotFound):  # files no records
        exported(office.kabid, [plain])
    assert (left.record_count, left.left_out, left.is_classed) == (1, 1, False)

    make_signer(office.sekda)
    office.sekda.position.duties = ["archivist"]  # who takes part and keeps records
    office.sekda.position.save()
    letter = sent(office, security_class="rahasia")
    capture_outgoing(letter_id=letter.pk)
    signed = Record.objects.get(letter=letter)
    with pytest.raises(Invalid) as refused:
        exported(office.sekda, [signed])
    made = exported(office.sekda, [signed], reason="Diminta pengadilan")
    assert refused.value.faults[0].code == "reason_missing"
    assert (made.state, made.stored.is_sealed) == ("ready", True)
    stranger = browser_of(office.kabid.official)
    assert stranger.get(f"/arsip/ekspor/{made.pk}/").status_code == 404
    refusal = next(one for one in caplog.records if one.msg == "refused_attempt")
    assert (refusal.thing, refusal.security_class) == (str(made.pk), "rahasia")


def test_an_export_is_taken_out_only_by_who_may_read_all_of_it_now(office, record):
    own = office.setda_archivist
    answer = post(
        program_of(own),
        "/exports",
        {"kind": "bagit", "selection": {"records": [str(record.pk)]}},
    )
    assert answer.status_code == 202, answer.content
    assert "/jobs/" in answer.headers["Location"]
    address = f"/api/v1/exports/{answer.json()['id']}"
    early = program_of(own).get(f"{address}/content")
    drain()
    got = program_of(own).get(f"{address}/content")
    made = Export.objects.get()

    assert (early.status_code, early.json()["code"]) == (409, "export_not_ready")
    assert got.headers["X-Content-SHA256"] == made.stored.sha256
    assert AuditEvent.objects.filter(action="export.taken_out").count() == 1
    assert program_of(own).get("/api/v1/exports").json()["total"] == 1
    stranger = token_client(office.kabid.official)
    assert stranger.get(f"{address}/content").status_code == 404

    page = browser_of(own.official)
    assert page.get(f"/arsip/ekspor/{made.pk}/unduh/").status_code == 200
    Record.objects.filter(pk=record.pk).update(access_tokens=[])
    assert program_of(own).get(f"{address}/content").status_code == 404
    assert page.get(f"/arsip/ekspor/{made.pk}/unduh/").status_code == 404
    assert page.get(f"/arsip/ekspor/{made.pk}/").status_code == 200


def test_pages_ask_show_and_end_an_export(office):
    record, own = make_record(office), browser_of(office.setda_archivist.official)
    new = "/arsip/ekspor/baru/"

    asked = own.get(f"{new}?arsip={record.pk}")
    sent_form = {"arsip": str(record.pk), "kind": "bagit", "reason": ""}
    made = own.post(new, {**sent_form, "idempotency_key": "a" * 32})
    again = own.post(new, {**sent_form, "idempotency_key": "a" * 32})
    export = Export.objects.get()
    assert asked.context["selected"].ids == [record.pk]
    assert made.headers["Location"] == again.headers["Location"]
    assert own.get(made.headers["Location"]).context["progress"]
    drain()
    assert own.get(f"/arsip/ekspor/{export.pk}/kemajuan/").json()["finished"]
    assert own.get("/arsip/ekspor/").context["rows"][0][1].kind == "ok"
    assert own.get(f"{new}?arsip=x").status_code == 404
    assert own.get(f"{new}?tahun=1999").status_code == 200
    assert browser_of(office.kabid.official).get(new).status_code == 404

    stored = Export.objects.get().stored_id
    Export.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    assert own.get(f"/arsip/ekspor/{export.pk}/unduh/").status_code == 302
    sweeping.sweep_exports()
    drain()
    export.refresh_from_db()
    assert (export.state, export.stored) == ("ended", None)
    assert not StoredObject.objects.filter(pk=stored).exists()


def test_a_list_of_records_has_the_columns_of_the_law_and_runs_no_formula(office):
    record = make_record(office, "=cmd()")
    lists = {}
    for kind in (ExportKind.RECORDS_CSV, ExportKind.RECORDS_XLSX):
        made = make_export(
            actor=actor(office.setda_archivist),
            wanted=ExportInput(kind=kind, selection=Selection(records=[record.pk])),
        )
        drain()
        made.refresh_from_db()
        lists[kind] = store.get_bytes(made.stored)

    heads, row = lists[ExportKind.RECORDS_CSV].decode("utf-8-sig").splitlines()
    assert heads.startswith("No.;Kode klasifikasi;Nomor berkas;Nomor item")
    assert "'=cmd()" in row.split(";")
    sheet = load_workbook(io.BytesIO(lists[ExportKind.RECORDS_XLSX])).active
    assert [cell.value for cell in sheet[1]] == heads.split(";")
    assert sheet[2][4].value == record.number
