"""The import of the organisation: preview, all or nothing, twice changes nothing."""

import io
import json
import resource

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, OfficeError
from eoffice.importing.carrying_out import import_organisation
from eoffice.importing.jobs import run_import
from eoffice.importing.template import neutralised, template
from eoffice.jobs.models import Job
from eoffice.jobs.operations import run_job
from eoffice.jobs.runners import Work
from eoffice.organisation.models import (
    ActingAssignment,
    Official,
    Position,
    PositionDuty,
    TermOfOffice,
    Unit,
)
from eoffice.outbox.relay import drain
from tests.office.organisation import make_duty_holder
from tests.office.visitors import token_client

pytestmark = pytest.mark.django_db
NIP_1, NIP_2 = "198003122005011003", "198504172010012007"
OFFICE = {
    "Unit": [
        ["kode", "nama", "jenis", "kode_induk", "kop_surat"],
        ["DINX", "Dinas X", "perangkat daerah", "KABX", "PEMERINTAH | DINAS X"],
        ["KABX", "Kabupaten X", "pemerintah daerah", "", ""],
    ],
    "Jabatan": [
        ["kode", "nama_jabatan", "kode_unit", "kode_atasan", "kepala_unit", "tugas"],
        ["DINX-1", "Kepala Dinas X", "DINX", "", "ya", "penandatangan, pimpinan"],
        ["DINX-2", "Sekretaris", "DINX", "DINX-1", "tidak", "konseptor"],
    ],
    "Pejabat": [
        ["nip", "nama", "nik", "nama_akun", "kode_jabatan", "sejak"],
        [NIP_1, "Widya", "3320123456780001", "widya", "DINX-1", "2024-01-01"],
        [NIP_2, "Bagus", "", "", "DINX-2", "01-02-2024"],
    ],
    "Penugasan": [
        ["nip", "kode_jabatan", "jenis", "sejak", "sampai", "nomor_sk"],
        [NIP_2, "DINX-1", "Plh.", "2026-01-05", "2026-01-20", "800/1/2026"],
    ],
}


def workbook(sheets=OFFICE) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def changed(name: str, number: int, column: str, value: str) -> bytes:
    sheets = {sheet: [list(row) for row in rows] for sheet, rows in OFFICE.items()}
    rows = sheets[name]
    rows[number - 1][rows[0].index(column)] = value
    return workbook(sheets)


def run(content: bytes, *, dry_run: bool = False):
    return import_organisation(content=content, dry_run=dry_run, by_operator=True)


def counted() -> list[int]:
    models = (Unit, Position, Official, TermOfOffice, ActingAssignment)
    return [model.objects.count() for model in models]


def test_one_file_makes_the_whole_office():
    run(workbook())

    head = Position.objects.get(code="DINX-1")
    official = Official.objects.get(nip=NIP_1)
    root, unit = Unit.objects.get(code="KABX"), Unit.objects.get(code="DINX")
    assert unit.path == [root.pk, unit.pk]
    assert unit.letterhead_lines == ["PEMERINTAH", "DINAS X"]
    assert head.duties == [PositionDuty.LEADER, PositionDuty.SIGNATORY]
    assert official.user.username == "widya"
    assert not official.user.has_usable_password()
    assert official.nik == "3320123456780001"
    assert TermOfOffice.objects.get(position=head).official == official
    assert ActingAssignment.objects.get(position=head).kind == "acting_absent"
    assert AuditEvent.objects.filter(object_id=unit.pk).exists()


def test_the_same_file_twice_changes_nothing():
    run(workbook())
    events = AuditEvent.objects.count()

    again = run(workbook())

    assert again.counts == {"create": 0, "change": 0, "close": 0}
    assert AuditEvent.objects.count() == events


def test_a_preview_changes_nothing_and_hides_the_nik():
    before = counted()

    result = run(workbook(), dry_run=True)

    assert counted() == before
    assert result.counts["create"] == 10
    assert "3320123456780001" not in json.dumps(
        [d.as_json() for d in result.differences]
    )


def test_a_transfer_ends_the_former_terms():
    run(workbook())
    sheets = {
        "Pejabat": [
            ["nip", "nama", "kode_jabatan", "sejak"],
            [NIP_2, "Bagus", "DINX-1", "2026-03-01"],
        ]
    }

    result = run(workbook(sheets))

    ended = TermOfOffice.objects.exclude(to_on=None)
    assert {str(term.to_on) for term in ended} == {"2026-02-28"}
    assert ended.count() == 2
    assert result.counts == {"create": 1, "change": 0, "close": 2}


def with_givers(*givers: str) -> dict:
    """Return the office with the column of givers; empty: by custom."""
    rows = [list(row) for row in OFFICE["Jabatan"]]
    for row, cell in zip(rows, ["kode_pemberi_mandat", *givers], strict=True):
        row.append(cell)
    return {**OFFICE, "Jabatan": rows}


def test_a_position_without_a_giver_gets_that_of_custom():
    run(workbook())

    givers = dict(Position.objects.values_list("code", "mandate_giver__code"))
    assert (givers["DINX-1"], givers["DINX-2"]) == (None, "DINX-1")


def test_givers_of_the_file_are_not_turned_into_a_circle():
    with pytest.raises(Invalid) as refusal:
        run(workbook(with_givers("DINX-2", "DINX-1")))

    assert ("Jabatan!2.kode_pemberi_mandat", "loop") in {
        (one.field, one.code) for one in refusal.value.faults
    }
    assert not Position.objects.filter(code="DINX-1").exists()


@pytest.mark.parametrize(
    ("place", "value", "field", "code"),
    [
        (("Unit", 2, "kode_induk"), "NOWHERE", "Unit!2.kode_induk", "unknown_code"),
        (("Unit", 3, "kode_induk"), "DINX", "Unit!2.kode_induk", "loop"),
        (("Unit", 2, "jenis"), "kerajaan", "Unit!2.jenis", "not_a_choice"),
        (("Unit", 2, "nama"), "", "Unit!2.nama", "required"),
        (("Unit", 3, "kode"), "DINX", "Unit!3.kode", "duplicate"),
        (("Jabatan", 2, "kode_atasan"), "DINX-2", "Jabatan!2.kode_atasan", "loop"),
        (("Jabatan", 3, "kepala_unit"), "ya", "Jabatan!2.kepala_unit", "two_heads"),
        (("Pejabat", 2, "nip"), "123", "Pejabat!2.nip", "wrong_form"),
        (("Pejabat", 2, "sejak"), "kemarin", "Pejabat!2.sejak", "not_a_date"),
        (("Pejabat", 2, "sejak"), "", "Pejabat!2.sejak", "required"),
        (("Penugasan", 2, "nomor_sk"), "", "Penugasan!2.nomor_sk", "required"),
        (("Penugasan", 2, "sampai"), "", "Penugasan!2.sampai", "required"),
        (("Penugasan", 2, "nip"), "1" * 18, "Penugasan!2.nip", "unknown_nip"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_changes(place, value, field, code):
    before = counted()

    with pytest.raises(Invalid) as refusal:
        run(changed(*place, value))

    assert (field, code) in {(f.field, f.code) for f in refusal.value.faults}
    assert counted() == before


def test_a_csv_says_the_same_as_a_workbook():
    headers = ["lembar", "kode", "nama", "jenis"]
    rows = [headers, ["Unit", "KABX", "Kabupaten X", "pemerintah daerah"]]
    content = "\n".join(";".join(row) for row in rows).encode()

    run(content)

    assert Unit.objects.get(code="KABX").name == "Kabupaten X"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"a,b\n1,2", b"PK\x03\x04x"])
def test_a_file_that_is_no_workbook_is_refused(content):
    before = counted()

    with pytest.raises(OfficeError) as refusal:
        run(content)

    assert refusal.value.status == 422
    assert counted() == before


def test_a_formula_is_never_computed():
    with pytest.raises(Invalid) as refusal:
        run(changed("Unit", 3, "nama", '=HYPERLINK("http://x")'))

    assert ("Unit!3.nama", "required") in {
        (f.field, f.code) for f in refusal.value.faults
    }
    assert neutralised("=1+1") == "'=1+1"


def test_the_template_is_read_back_by_the_import():
    sheets = openpyxl.load_workbook(io.BytesIO(template())).sheetnames

    assert sheets == ["Unit", "Jabatan", "Pejabat", "Penugasan"]


def test_the_command_says_what_is_wrong_by_row_and_column(tmp_path):
    path = tmp_path / "people.xlsx"
    path.write_bytes(changed("Unit", 2, "jenis", "kerajaan"))

    with pytest.raises(CommandError, match=r"Unit!2\.jenis"):
        call_command("import_organisation", path)

    assert not Unit.objects.filter(code="KABX").exists()


def test_only_administrators_import_over_the_api():
    admin = token_client(make_duty_holder(PositionDuty.ADMIN))
    clerk = token_client(make_duty_holder(PositionDuty.RECORD_CLERK))

    def send(client, **fields):
        file = SimpleUploadedFile("people.xlsx", workbook())
        return client.post("/api/v1/organisation/import", {"file": file, **fields})

    refused, preview = send(clerk, dry_run="false"), send(admin)
    assert (refused.status_code, preview.status_code) == (404, 200)
    assert not Unit.objects.filter(code="KABX").exists()
    asked = send(admin, dry_run="false")
    assert asked.status_code == 202
    assert not Unit.objects.filter(code="KABX").exists()
    drain()
    job = admin.get(asked.headers["Location"]).json()
    assert (job["state"], job["result"]["applied"]) == ("succeeded", False)
    agree(admin, job)
    job = admin.get(asked.headers["Location"]).json()
    assert Job.objects.filter(state="succeeded").count() == 2
    assert Unit.objects.filter(code="KABX").exists()


def agree(admin, job):
    """Have another administrator agree to what the job asked for."""
    path = f"/api/v1/agreements/{job['result']['agreement']}/confirm"
    other = token_client(make_duty_holder(PositionDuty.ADMIN))
    assert other.post(path, {}, content_type="application/json").status_code == 200
    drain()


def sent(client, content: bytes, **headers):
    file = SimpleUploadedFile("people.xlsx", content)
    data = {"file": file, "dry_run": "false"}
    return client.post("/api/v1/organisation/import", data, headers=headers)


def test_faults_of_a_job_are_told_by_row_and_column_and_nothing_changes():
    admin = token_client(make_duty_holder(PositionDuty.ADMIN))
    count = Unit.objects.count()

    asked = sent(admin, changed("Unit", 2, "jenis", "kerajaan"))
    drain()

    job = admin.get(asked.headers["Location"]).json()
    assert (job["state"], job["result"]["applied"]) == ("failed", False)
    assert [one["field"] for one in job["result"]["errors"]] == ["Unit!2.jenis"]
    assert Unit.objects.count() == count


def test_the_same_key_asks_for_one_job():
    admin = token_client(make_duty_holder(PositionDuty.ADMIN))

    content = workbook()  # once: it carries the second it was made in
    answers = [sent(admin, content, idempotency_key="satu") for _twice in range(2)]

    assert len({one.headers["Location"] for one in answers}) == 1
    assert Job.objects.count() == 1


def test_whoever_lost_the_role_meanwhile_changes_nothing():
    official = make_duty_holder(PositionDuty.ADMIN)
    admin = token_client(official)
    asked = sent(admin, workbook())
    Position.objects.filter(terms__official=official).update(duties=[])

    drain()

    job = Job.objects.get(pk=asked.headers["Location"].rsplit("/", 1)[-1])
    assert (job.state, job.result) == ("failed", {"applied": False, "errors": []})
    assert not Unit.objects.filter(code="KABX").exists()


def test_a_job_that_is_handed_over_twice_applies_once():
    admin = token_client(make_duty_holder(PositionDuty.ADMIN))
    sent(admin, workbook())
    job = Job.objects.get()
    drain()
    before = AuditEvent.objects.count()

    run_job(job.pk)
    run_import(
        Work(
            job_id=job.pk,
            owner_id=job.owner_id,
            position_id=job.position_id,
            parameters={},
            ref=job.items.get().ref,
        )
    )

    assert AuditEvent.objects.count() == before


HEADS = "lembar;kode;nama;jenis;kode_induk;kop_surat\n"


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param('Unit;A;"' + "x" * 300_000 + '"', id="a cell beyond all reason"),
        pytest.param('Unit;A;"nama', id="a quote that never ends"),
        pytest.param("Unit;A;" + "x" * 5_000, id="a long cell"),
        pytest.param("Unit;A\0B;C", id="a NUL"),
        pytest.param(
            "".join(f"{number};A;B\n" for number in range(9_000)),
            id="a sheet in each row",
        ),
        pytest.param("Unit" + ";" * 500_000, id="half a million columns"),
        pytest.param("Unit;A;B\n" * 25_000, id="more rows than a kabupaten has people"),
    ],
)
def test_a_csv_that_goes_too_far_is_refused_cheaply(rows):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(OfficeError) as caught:
        run((HEADS + rows).encode())

    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert caught.value.status == 422
    assert grown < 60_000, "KiB"
    assert not Unit.objects.filter(code="A").exists()
