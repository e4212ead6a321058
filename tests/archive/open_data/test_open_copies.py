"""Open data: personal data is gone from the copy, and nothing of the original moves."""

import io
import zipfile

import pypdfium2
import pytest
from django.db import transaction
from pypdf import PdfReader

from archive.models import OpenRecord, OpenState, Record, RecordContent
from archive.open_data.access import open_records_visible_to
from archive.open_data.errors import AlreadyOpen, ClassForbids, NoPages, NotOpen
from archive.open_data.making import make_open_copy
from archive.open_data.personal_data import (
    personal_data_in,
    places_of_words,
    says_personal_data,
)
from archive.open_data.reading import found_on, pages_of
from archive.open_data.releasing import (
    HandBox,
    ReleaseInput,
    release_record,
    withdraw_release,
)
from archive.records.events import RecordEvent
from archive.registering.registering import register_record
from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound
from eoffice.objects import store
from eoffice.objects.models import StoredObject
from eoffice.outbox import events
from eoffice.outbox.relay import drain
from tests.archive.registering.test_registering import row_of
from tests.office.incoming import bring
from tests.office.kabupaten import actor
from tests.office.records import make_record
from tests.office.visitors import client_of
from workflow.security_class import SecurityClass

pytestmark = pytest.mark.django_db
NIK, NIP, PHONE = "3300010101800001", "19800101 200501 1 001", "081234567890"
NAME = "Siti Rahayu Ningsih"
PAINTED = b"/Contents 4 0 R /Resources << /Font << /F 5 0 R >> >>"
LINES = (
    "Pengumuman hasil seleksi",
    f"Nama {NAME}",
    f"NIK {NIK} telepon {PHONE}",
    f"NIP {NIP}",
    "Alamat: Jalan Melati Nomor 12 RT 03",
)


def typed_pdf(*lines: str) -> bytes:
    """Return a PDF page with these lines as text, and their words in its title."""
    drawn = "".join(
        f"BT /F 14 Tf 60 {780 - 30 * n} Td ({line}) Tj ET\n"
        for n, line in enumerate(lines)
    ).encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s >>" % PAINTED,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (%s) >>" % lines[-1].encode(),
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for n, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, part)
    begin = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % at for at in places)
    out += b"trailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R >>\n"
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % begin)


def kept(office, *, content=None, **facts) -> Record:
    """Return a record of Setda with a file, entered by its archivist."""
    person = office.setda_archivist
    upload = bring(person, content or typed_pdf(*LINES), "seleksi.pdf")
    row = row_of(office, description="Pengumuman", uploads=[upload.pk], **facts)
    record = register_record(actor=actor(person), row=row)
    drain()
    return Record.objects.get(pk=record.pk)


def decided(**changes) -> ReleaseInput:
    values = {"title": "Pengumuman hasil seleksi", "reason": "Informasi berkala"}
    return ReleaseInput(**{**values, "words": [NAME], **changes})


def released(office, record, **changes) -> OpenRecord:
    own = actor(office.setda_archivist)
    made = release_record(actor=own, record_id=record.pk, release=decided(**changes))
    drain()
    return OpenRecord.objects.get(pk=made.pk)


def darkness(content: bytes, box) -> float:
    """Return how much of this part of the first page is black, 0..1."""
    with pypdfium2.PdfDocument(content) as document:
        picture = document[0].render(scale=2).to_pil().convert("L")
    part = picture.crop([round(side * 2) for side in box])
    return sum(part.histogram()[:40]) / (part.width * part.height)


def test_the_copy_holds_none_of_what_was_blacked_out_and_the_original_all(office):
    record = kept(office)
    original = RecordContent.objects.get(record=record).stored
    before = store.get_bytes(original)
    (page,) = pages_of(record)
    places = {one.place.kind: one.place.box for one in found_on([page])}
    assert set(places) == {"nik", "nip", "phone", "address"}
    (name,) = places_of_words(page.words, NAME.upper())

    found = released(office, record)

    assert (found.state, found.pages, found.blacked) == (OpenState.RELEASED, 1, 5)
    copy = store.get_bytes(found.stored)
    reader = PdfReader(io.BytesIO(copy))
    assert reader.metadata is None
    assert reader.pages[0].extract_text() == ""
    with pypdfium2.PdfDocument(copy) as document:
        assert document[0].get_textpage().count_chars() == 0
    for word in (NIK, PHONE, "200501", *NAME.split(), "Melati"):
        assert word.encode() in before
        assert word.encode() not in copy
    for box in (*places.values(), name):
        assert darkness(copy, box) > 0.97
        assert darkness(before, box) < 0.5
    # What was not asked for is still to be read, and stands where it stood.
    (title,) = places_of_words(page.words, "Pengumuman hasil seleksi")
    assert 0.05 < darkness(copy, title) < 0.5
    assert store.get_bytes(original) == before
    assert found.words == []
    actions = AuditEvent.objects.filter(action__startswith="open_data.")
    assert sorted(actions.values_list("action", flat=True)) == [
        "open_data.asked",
        "open_data.released",
    ]
    assert not make_open_copy(found.pk)
    assert StoredObject.objects.filter(media_type="application/pdf").count() >= 2


def test_a_place_may_be_left_visible_and_a_box_drawn_by_hand(office):
    record = kept(office)
    (page,) = pages_of(record)
    nip = next(one for one in found_on([page]) if one.place.kind == "nip")
    by_hand = HandBox(page=1, x0=300, y0=600, x1=400, y1=650)

    found = released(office, record, left_visible=[nip.key], words=[], boxes=[by_hand])

    copy = store.get_bytes(found.stored)
    assert found.blacked == 4
    assert darkness(copy, nip.place.box) < 0.5
    assert darkness(copy, (300, 600, 400, 650)) > 0.97


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"words": ["Tidak Ada"]}, "words_not_found"),
        ({"boxes": [HandBox(page=2, x0=1, y0=1, x1=2, y1=2)]}, "no_such_page"),
    ],
)
def test_a_decision_that_does_not_fit_the_pages_opens_nothing(office, changes, why):
    found = released(office, kept(office), **changes)

    assert (found.state, found.why, found.stored) == (OpenState.FAILED, why, None)
    assert found.words == []
    assert not open_records_visible_to(actor(office.sekda)).exists()


def test_a_picture_is_released_only_after_a_person_looked_at_it(office):
    blank = typed_pdf("")
    record = kept(office, content=blank)

    first = released(office, record, words=[])
    assert (first.state, first.why) == (OpenState.FAILED, "pictures_not_looked_at")

    again = released(office, record, words=[], pictures_looked_at=True)
    assert (again.pk, again.state, again.row_version) == (first.pk, "released", 3)


def test_who_decides_and_who_sees(office):
    record = kept(office)
    for person in (
        office.setda_clerk,
        office.kominfo_clerk,
        office.sekda,
        office.admin,
    ):
        with pytest.raises(NotFound):
            release_record(actor=actor(person), record_id=record.pk, release=decided())
    assert not OpenRecord.objects.exists()
    own = actor(office.setda_archivist)
    made = release_record(actor=own, record_id=record.pk, release=decided())
    assert open_records_visible_to(own).get() == made
    assert not open_records_visible_to(actor(office.stranger)).exists()
    with pytest.raises(AlreadyOpen):
        release_record(actor=own, record_id=record.pk, release=decided())
    with pytest.raises(NotOpen):
        withdraw_release(actor=own, open_id=made.pk, reason="Salah")
    drain()

    assert open_records_visible_to(actor(office.stranger)).get().pk == made.pk
    with pytest.raises(NotFound):
        withdraw_release(actor=actor(office.sekda), open_id=made.pk, reason="Salah")
    # Classed since: closed to everybody at once.
    Record.objects.filter(pk=record.pk).update(security_class=SecurityClass.TERBATAS)
    assert not open_records_visible_to(own).exists()


def test_taking_back_deletes_the_copy(office):
    found = released(office, kept(office))
    copy, own = found.stored, actor(office.setda_archivist)
    with pytest.raises(Invalid):
        withdraw_release(actor=own, open_id=found.pk, reason=" ")

    withdraw_release(actor=own, open_id=found.pk, reason="Ada keberatan")
    drain()

    found.refresh_from_db()
    assert (found.state, found.stored) == (OpenState.WITHDRAWN, None)
    places = store.default_store().versions_at(bucket=copy.bucket, key=copy.key)
    assert list(places) == []
    assert not open_records_visible_to(actor(office.stranger)).exists()
    assert released(office, found.record).state == OpenState.RELEASED


@pytest.mark.parametrize("event", [RecordEvent.ACCESS_CHANGED, RecordEvent.CORRECTED])
def test_a_record_that_is_classed_since_takes_its_copy_along(office, event):
    record = kept(office)
    found = released(office, record)
    copy = found.stored
    other = released(office, kept(office))
    Record.objects.filter(pk=record.pk).update(security_class=SecurityClass.RAHASIA)

    with transaction.atomic():
        for one in (record, other.record):
            events.add(event, record_id=one.pk)
    drain()

    found.refresh_from_db()
    other.refresh_from_db()
    assert (found.state, found.stored_id) == (OpenState.WITHDRAWN, None)
    assert found.withdrawn_because
    assert not StoredObject.objects.filter(pk=copy.pk).exists()
    assert (other.state, other.stored is None) == (OpenState.RELEASED, False)


def test_what_may_not_be_open_is_refused_with_every_fault(office):
    own = actor(office.setda_archivist)
    paper = make_record(office)
    with pytest.raises(NoPages):
        release_record(actor=own, record_id=paper.pk, release=decided())
    Record.objects.filter(pk=paper.pk).update(security_class=SecurityClass.TERBATAS)
    with pytest.raises((ClassForbids, NotFound)):
        release_record(actor=own, record_id=paper.pk, release=decided())
    Record.objects.filter(pk=paper.pk).update(security_class=SecurityClass.BIASA)
    wrong = decided(title=f"Seleksi {NIK}", reason="", words=[""])
    with pytest.raises(Invalid) as refusal:
        release_record(actor=own, record_id=paper.pk, release=wrong)
    assert {f.field for f in refusal.value.faults} == {"title", "reason", "words"}
    assert not OpenRecord.objects.exists()


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("NIK 3300010101800001", ["nik"]),
        ("3300 0101 0180 0001", ["nik"]),
        ("NIP 198001012005011001", ["nip"]),
        ("NPWP 01.234.567.8-901.000", ["npwp"]),
        ("Telepon (0274) 512345", ["phone"]),
        ("hubungi +62 812-3456-7890", ["phone"]),
        ("surel: nama.orang@contoh.go.id", ["mail"]),
        ("tinggal di Dusun Krajan RT 01 RW 02", ["address"]),
        ("Nomor 000.1.5/12/SETDA/2026 tanggal 2 Maret 2026", []),
        ("Anggaran Rp1.250.000.000,00 pada DPA 5.02.0.00.0.00.01", []),
    ],
)
def test_rules_find_what_has_a_form(line, kinds):
    at, words = 0, []
    for word in line.split():
        words.append([word, at, 10, at + 8 * len(word), 22])
        at += 8 * len(word) + 4

    assert [one.kind for one in personal_data_in(words)] == kinds
    assert says_personal_data(line) == bool(kinds)


def test_pages_and_programs_decide_list_and_take_back_alike(office):
    record, own = kept(office), client_of(office.setda_archivist)
    other = client_of(office.stranger)
    ask, page = f"/api/v1/records/{record.pk}", f"/arsip/{record.pk}/terbuka/"
    found = own.get(f"{ask}/personal-data").json()
    shown = own.get(page).context["form"].fields["found"]
    assert [one["key"] for one in found["found"]] == [key for key, _l in shown.choices]
    assert len(found["found"]) == 4
    for browser in (other, client_of(office.setda_clerk)):
        assert browser.get(page).status_code == 404
        assert browser.get(f"{ask}/personal-data").status_code == 404

    sent = {
        "title": "Pengumuman hasil seleksi",
        "reason": "Informasi berkala",
        "found": shown.initial,
        "words": NAME,
        "boxes": "1; 20; 200; 30; 10",
    }
    assert own.post(page, {**sent, "boxes": "1; 20"}).status_code == 422
    assert own.post(page, {**sent, "title": f"NIK {NIK}"}).status_code == 422
    told = own.post(page, sent)
    drain()

    open_record = OpenRecord.objects.get()
    assert told["Location"] == f"/arsip/terbuka/{open_record.pk}/"
    assert open_record.blacked == 6
    line = other.get("/api/v1/open-data").json()["items"][0]
    assert (line["title"], line["state"]) == (sent["title"], "released")
    copy = b"".join(other.get(f"/arsip/terbuka/{open_record.pk}/salinan/"))
    assert copy == b"".join(other.get(f"/api/v1/open-data/{line['id']}/content"))
    assert other.get("/arsip/terbuka/").context["page"].paginator.count == 1
    with zipfile.ZipFile(io.BytesIO(other.get("/arsip/terbuka.zip").content)) as packed:
        names = sorted(packed.namelist())
        assert names == ["daftar.csv", f"terbuka-{open_record.pk}.pdf"]
        assert packed.read(names[1]) == copy
        assert packed.read("daftar.csv") == other.get("/arsip/terbuka.csv").content
    assert line["sha256"] in other.get("/arsip/terbuka.csv").content.decode()

    back = f"/api/v1/open-data/{line['id']}/withdraw"
    reason = {"reason": "Ada keberatan"}
    kind = "application/json"
    assert other.post(back, reason, content_type=kind).status_code == 404
    assert own.post(back, reason, content_type=kind).json()["state"] == "withdrawn"
    assert own.post(back, reason, content_type=kind).status_code == 409
    assert other.get(f"/arsip/terbuka/{open_record.pk}/").status_code == 404
    assert other.get("/api/v1/open-data").json()["items"] == []
