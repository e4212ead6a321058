"""A hand-over: packaged, checked by its hashes, verified file by file, acknowledged."""

import io
import zipfile
from uuid import UUID

import pytest

from archive.custody.checking import check_package, start_check
from archive.custody.deciding import approve_move, object_to_move, submit_move
from archive.custody.errors import NotChecked, NotVerified, PackageThere
from archive.custody.moving import execute_move
from archive.custody.packaging import make_package_again, take_package
from archive.custody.states import HandoverVerdict, MoveKind
from archive.custody.verifying import verify_files
from archive.exchange.errors import ExportNotReady
from archive.models import CustodyMove, Export, RecordFile
from archive.papers.kinds import PaperKind
from archive.registering.registering import register_record
from eoffice.errors import Invalid, NotFound
from eoffice.jobs.operations.running import run_job
from eoffice.objects import store
from eoffice.objects.models import StoredObject
from eoffice.outbox.relay import drain
from tests.archive.registering.test_registering import row_of
from tests.eoffice.objects.files import pdf
from tests.office.custody import closed_file, enter_papers, name_archives, proposed_move
from tests.office.disposal import confirm_schedule, make_committee
from tests.office.incoming import bring
from tests.office.kabupaten import actor
from tests.office.records import make_record
from tests.office.visitors import browser_of, token_client
from workflow.security_class import SecurityClass

pytestmark = pytest.mark.django_db
AFTER = (
    PaperKind.ACCEPTANCE,
    PaperKind.DECREE,
    PaperKind.REPORT,
    PaperKind.RECEIPT,
)


@pytest.fixture
def kadis(office):
    return actor(office.kadis)


@pytest.fixture
def offered(office) -> CustodyMove:
    """Return a hand-over of two files that lies with the archives, packaged."""
    confirm_schedule()
    make_committee(office)
    name_archives(office)
    closed_file(office, make_record(office), fate="permanent")
    upload = bring(office.setda_archivist, pdf(), "notula.pdf")
    row = row_of(office, unit_id=office.setda.pk, uploads=[upload.pk])
    scanned = register_record(actor=actor(office.setda_archivist), row=row)
    drain()
    closed_file(office, scanned, fate="permanent")
    found = proposed_move(office, MoveKind.HANDOVER)
    found = submit_move(actor=actor(office.setda_archivist), move_id=found.pk)
    run_job(found.package.job_id)
    return CustodyMove.objects.get(pk=found.pk)


def read(stored: StoredObject) -> bytes:
    return b"".join(store.open_stream(stored))


def accept(kadis, found, *orders):
    given = {"verdict": HandoverVerdict.ACCEPTED, "orders": orders}
    verify_files(actor=kadis, move_id=found.pk, **given)


def test_the_archives_verifies_each_file_and_refuses_with_a_reason(
    office, kadis, offered
):
    own = actor(office.setda_archivist)
    enter_papers(office, offered, PaperKind.CONSIDERATION, PaperKind.STATEMENT)
    with pytest.raises(NotVerified):
        approve_move(actor=kadis, move_id=offered.pk)
    with pytest.raises(NotChecked):
        accept(kadis, offered)
    with pytest.raises(NotFound):
        start_check(actor=own, move_id=offered.pk)
    with pytest.raises(NotFound):
        verify_files(actor=own, move_id=offered.pk, verdict=HandoverVerdict.ACCEPTED)
    run_job(start_check(actor=kadis, move_id=offered.pk).pk)
    assert list(offered.items.values_list("agrees", flat=True)) == [True, True]
    refuse = {"actor": kadis, "move_id": offered.pk, "verdict": HandoverVerdict.REFUSED}
    with pytest.raises(Invalid):
        verify_files(**refuse, orders=[2], reason=" ")
    with pytest.raises(NotFound):
        verify_files(**refuse, orders=[9], reason="Tidak ada")
    verify_files(**refuse, orders=[2], reason="Halaman kurang")
    accept(kadis, offered)

    approve_move(actor=kadis, move_id=offered.pk)

    told = offered.items.values_list("order", "dropped_because", "verdict_reason")
    assert list(told) == [(1, "", ""), (2, "refused", "Halaman kurang")]
    enter_papers(office, offered, *AFTER)
    run_job(execute_move(actor=kadis, move_id=offered.pk).job_id)
    kept = RecordFile.objects.filter(custodian=office.kominfo)
    assert [one.pk for one in kept] == [offered.items.get(order=1).record_file_id]
    again = proposed_move(office, MoveKind.HANDOVER, name="Susulan")
    assert [one.record_file_id for one in again.items.all()] == [
        offered.items.get(order=2).record_file_id
    ]


def test_a_package_that_says_something_else_is_never_accepted(office, kadis, offered):
    package = Export.objects.get(pk=offered.package_id)
    original, changed = io.BytesIO(read(package.stored)), io.BytesIO()
    record = package.items.get(record__contents__isnull=False).record
    with zipfile.ZipFile(original) as source, zipfile.ZipFile(changed, "w") as target:
        for one in source.infolist():
            data = source.read(one)
            is_its = str(record.pk) in one.filename and "/isi/" in one.filename
            target.writestr(one, data + b"!" if is_its else data)
    changed.seek(0)
    put = {"area": store.Area.DRAFTS, "media_type": "application/zip"}
    stored = store.put(changed, **put)
    stored.save()
    Export.objects.filter(pk=package.pk).update(stored=stored)

    assert check_package(offered.pk, package.pk) == (1, 1)

    wrong = offered.items.get(agrees=False)
    assert wrong.record_file == record.record_file
    with pytest.raises(NotChecked):
        accept(kadis, offered)
    accept(
        kadis,
        offered,
        *offered.items.filter(agrees=True).values_list("order", flat=True),
    )
    assert offered.items.filter(verdict="accepted").count() == 1


def test_the_package_goes_to_both_sides_and_nobody_else(office, kadis, offered):
    for person in (office.kadis, office.setda_archivist):
        taken = take_package(actor=actor(person), move_id=offered.pk)
        assert taken.name.endswith(".zip")
    for person in (office.stranger, office.auditor):
        with pytest.raises(NotFound):
            take_package(actor=actor(person), move_id=offered.pk)
    own = actor(office.setda_archivist)
    with pytest.raises(PackageThere):
        make_package_again(actor=own, move_id=offered.pk)
    Export.objects.filter(pk=offered.package_id).update(
        state="failed", stored=None, why="right_lost"
    )
    with pytest.raises(ExportNotReady):
        take_package(actor=kadis, move_id=offered.pk)
    again = make_package_again(actor=own, move_id=offered.pk)
    run_job(again.package.job_id)
    record = again.package.items.first().record
    type(record).objects.filter(pk=record.pk).update(
        security_class=SecurityClass.RAHASIA
    )
    with pytest.raises(NotFound):
        take_package(actor=kadis, move_id=offered.pk)


def test_an_objection_takes_every_verdict_back(office, kadis, offered):
    run_job(start_check(actor=kadis, move_id=offered.pk).pk)
    accept(kadis, offered)

    object_to_move(actor=kadis, move_id=offered.pk, reason="Daftar keliru")

    told = set(offered.items.values_list("verdict", "agrees", "verified_by"))
    assert told == {("", None, None)}
    sent = submit_move(actor=actor(office.setda_archivist), move_id=offered.pk)
    assert sent.package_id != offered.package_id


def test_verification_goes_by_pages_and_programs(office, offered):
    archives = browser_of(office.kadis.official)
    page = f"/arsip/penyerahan/{offered.pk}/"
    assert "verifikasi/" in archives.get(page).content.decode()
    assert archives.get(f"{page}paket.zip").status_code == 200
    assert archives.post(f"{page}periksa-nilai/").status_code == 302
    program = token_client(office.kadis.official)
    api = f"/api/v1/handovers/{offered.pk}"
    started = program.post(f"{api}/check", {}, content_type="application/json")
    assert started.status_code == 202, started.content
    run_job(UUID(started.json()["id"]))
    refused = archives.post(f"{page}verifikasi/", {"verdict": "refused", "orders": 1})
    assert refused.status_code == 422
    given = {"verdict": "refused", "orders": 1, "reason": "Sobek"}
    assert archives.post(f"{page}verifikasi/", given).status_code == 302
    assert "Sobek" in archives.get(f"{page}verifikasi/").content.decode()
    told = program.get(f"{api}/package").json()
    assert (told["state"], told["unverified"], told["decree"]) == ("ready", 1, None)
    body = {"verdict": "accepted", "items": []}
    done = program.post(f"{api}/verify", body, content_type="application/json")
    assert done.status_code == 200, done.content
    rows = program.get(f"{api}/items").json()["items"]
    assert [(one["verdict"], one["agrees"]) for one in rows] == [
        ("refused", True),
        ("accepted", True),
    ]
    answer = program.get(f"{api}/package/content")
    content = b"".join(answer.streaming_content)
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    own = browser_of(office.setda_archivist.official)
    assert own.get(f"{page}verifikasi/").status_code == 404
    assert own.get(page).status_code == 200
    assert own.get(f"{page}paket-ulang/").headers["Location"] == page
    again = token_client(office.setda_archivist.official).post(
        f"{api}/package", {}, content_type="application/json"
    )
    assert again.status_code == 409
