"""Packages and tables from elsewhere: judged, entered once, refused with the reason."""

import hashlib
import io
import stat
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from archive.exchange.making import ExportInput, make_export
from archive.exchange.selecting import Selection
from archive.intake import unpacking
from archive.intake.bringing import (
    Consignment,
    bring_in,
    kept_apart,
    work_through,
)
from archive.models import Accession, ExportKind, IntakeKind, Record, SourceMark
from eoffice.errors import Invalid, NotFound
from eoffice.objects import store
from eoffice.objects.models import StoredObject
from eoffice.outbox.relay import drain
from tests.archive.exchange.test_exports import record
from tests.eoffice.objects.files import pdf
from tests.office.kabupaten import actor
from tests.office.visitors import browser_of

__all__ = ["record"]
pytestmark = pytest.mark.django_db


def brought(office, content, *, kind="bag", name="paket.zip", source="Srikandi"):
    one = Consignment(
        kind=IntakeKind(kind), unit_id=office.setda.pk, source=source, name=name
    )
    made = bring_in(
        actor=actor(office.setda_archivist),
        brought=one,
        stored=kept_apart(io.BytesIO(content)),
    )
    drain()
    made.refresh_from_db()
    return made


@pytest.fixture
def bag(office, record) -> bytes:
    """A package that we wrote ourselves, of one signed letter."""
    wanted = ExportInput(
        kind=ExportKind.BAGIT, selection=Selection(records=[record.pk])
    )
    made = make_export(actor=actor(office.setda_archivist), wanted=wanted)
    drain()
    made.refresh_from_db()
    return store.get_bytes(made.stored)


def altered(bag: bytes, change) -> bytes:
    """Return the zip with (name, content) of each member through `change`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bag)) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.infolist():
            if (made := change(one.filename, old.read(one))) is not None:
                new.writestr(*made)
    return out.getvalue()


def test_a_bag_comes_in_with_equal_hashes_and_once(office, record, bag):
    hashes = {one.stored.sha256 for one in record.contents.all()}

    first = brought(office, bag)
    again = brought(office, bag)

    made = Record.objects.get(kind="registered")
    assert (first.state, first.entered, again.known) == ("done", 1, 1)
    assert (made.kind, made.number, made.subject) == (
        "registered",
        record.number,
        record.subject,
    )
    assert {one.stored.sha256 for one in made.contents.all()} == hashes
    assert SourceMark.objects.get().source_id == str(record.pk)
    assert first.stored is None
    assert not StoredObject.objects.filter(intake__isnull=False).exists()


def test_altered_missing_added_and_cut_bags_are_refused_and_enter_nothing(office, bag):
    def is_content(name):
        return "/isi/" in name

    bad = {
        "manifests": altered(bag, lambda n, c: (n, c + b" " if is_content(n) else c)),
        "missing": altered(bag, lambda n, c: None if is_content(n) else (n, c)),
        "other version": altered(
            bag,
            lambda n, c: (
                (n, c) if "bagit.txt" not in n else (n, c.replace(b"1.0", b"9"))
            ),
        ),
        "cut": bag[: len(bag) // 2],
        "no zip": b"bukan zip",
    }
    for name, content in bad.items():
        found = brought(office, content)
        assert found.state == "refused", name
        assert found.why, name
        assert found.stored is None, name
    assert not Record.objects.filter(kind="registered").exists()


def zip_of(*members) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content, mode in members:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("code", "member"),
    [
        ("path", ("../keluar.txt", b"x", 0)),
        ("path", ("/etc/passwd", b"x", 0)),
        ("path", ("a\\..\\b", b"x", 0)),
        ("link", ("tautan", b"/etc/passwd", stat.S_IFLNK | 0o777)),
        ("bomb", ("nol.bin", bytes(8 * 1024 * 1024), 0)),
    ],
)
def test_a_hostile_zip_is_refused_before_a_byte_is_written(tmp_path, code, member):
    whole = tmp_path / "paket.zip"
    whole.write_bytes(zip_of(("baik.txt", b"baik", 0), member))
    (into := tmp_path / "isi").mkdir()

    with pytest.raises(unpacking.PackageRefused) as refused:
        unpacking.unpack(whole, into)

    assert refused.value.code == f"package_{code}"
    assert list(into.iterdir()) == []


def test_oversize_and_names_twice_are_refused(tmp_path, monkeypatch):
    whole = tmp_path / "paket.zip"
    (into := tmp_path / "isi").mkdir()
    whole.write_bytes(zip_of(("a.txt", b"12345", 0), ("A.TXT", b"x", 0)))
    with pytest.raises(unpacking.PackageRefused) as twice:
        unpacking.unpack(whole, into)
    monkeypatch.setattr(unpacking, "MOST_BYTES", 5)
    with pytest.raises(unpacking.PackageRefused) as large:
        unpacking.unpack(whole, into)
    assert (twice.value.code, large.value.code) == (
        "package_twice",
        "package_too_large",
    )


TABLE = """ID;Nomor Naskah;Tanggal;Hal;Asal;Sifat;Berkas Digital
1;005/1/2019;2019-02-01;Undangan rapat;Bappeda;Biasa;naskah/1.pdf
2;005/2/2019;31/12/2019;Laporan kegiatan;Kecamatan;B;
3;005/3/2019;kemarin;Tanggal salah;Kecamatan;B;
4;005/4/2019;2019-02-04;Berkas hilang;Kecamatan;B;naskah/tidak-ada.pdf
2;005/5/2019;2019-02-05;Nomor ganda;Kecamatan;B;
"""


def test_a_table_with_files_is_mapped_checked_entered_and_never_twice(office):
    own, file = actor(office.setda_archivist), pdf()
    content = zip_of(("tabel.csv", TABLE.encode(), 0), ("naskah/1.pdf", file, 0))
    made = brought(office, content, kind="table")
    assert (made.state, made.rows) == ("mapping", 5)
    assert made.columns == {
        "source_id": 0,
        "number": 1,
        "record_date": 2,
        "description": 3,
        "party": 4,
        "security_class": 5,
        "file": 6,
    }
    with pytest.raises(Invalid):
        work_through(actor=own, intake_id=made.pk, columns={"number": 1})
    with pytest.raises(NotFound):
        work_through(actor=actor(office.kabid), intake_id=made.pk)

    work_through(actor=own, intake_id=made.pk, columns=made.columns)
    drain()
    made.refresh_from_db()
    faults = dict(made.waiting_rows.exclude(fault="").values_list("number", "fault"))
    assert (made.state, made.faulty, Record.objects.count()) == ("checked", 3, 0)
    assert set(faults) == {2, 3, 4}

    work_through(actor=own, intake_id=made.pk, enter=True)
    drain()
    made.refresh_from_db()
    first = Record.objects.get(number="005/1/2019")
    assert (made.state, made.entered, made.faulty) == ("done", 2, 3)
    assert first.contents.get().stored.sha256 == hashlib.sha256(file).hexdigest()
    assert not made.waiting_rows.exclude(cells=[]).exists()

    again = brought(office, content, kind="table")
    work_through(actor=own, intake_id=again.pk, enter=True)
    drain()
    again.refresh_from_db()
    assert (again.entered, again.known, Record.objects.count()) == (0, 2, 2)
    assert Accession.objects.count() == 2


def test_pages_take_a_table_name_its_columns_and_tell_its_faults(office):
    own = browser_of(office.setda_archivist.official)
    sent = {
        "kind": "table",
        "unit": str(office.setda.pk),
        "source": "Srikandi",
        "file": SimpleUploadedFile("arsip.csv", TABLE.encode()),
    }
    assert own.post("/arsip/impor/baru/", {**sent, "source": ""}).status_code == 422
    sent["file"] = SimpleUploadedFile("arsip.csv", TABLE.encode())
    address = own.post("/arsip/impor/baru/", sent).headers["Location"]
    assert own.get(address).context["progress"]
    drain()
    assert own.get(f"{address}kemajuan/").json()["finished"]
    form = own.get(address).context["form"]
    named = {name: field.initial for name, field in form.fields.items()}

    assert own.post(address, {**named, "source_id": ""}).status_code == 422
    assert own.post(address, named).status_code == 302
    drain()
    page = own.get(address)
    assert len(page.context["faults"]) == 4  # two name files that did not come
    assert own.post(address, {**named, "enter": "1"}).status_code == 302
    drain()
    assert Record.objects.get().number == "005/2/2019"
    assert own.get("/arsip/impor/").context["rows"][0][1].kind == "ok"
    assert browser_of(office.kabid.official).get(address).status_code == 404
