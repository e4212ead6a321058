"""A classed record opens to others than its letter's own people with a reason."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.grants.granting import grant_reading
from archive.models import OpeningReason, Record
from archive.openings.reasons import NoReasonWanted, give_reason, works_on
from archive.records.correcting import correct_record
from archive.registering.registering import register_record
from eoffice.audit.models import AuditEvent
from eoffice.audit.trail_acts import OpeningAct
from eoffice.errors import Invalid, NotFound
from eoffice.outbox.relay import drain
from tests.archive.records.test_encrypted_records import completed
from tests.archive.registering.test_registering import row_of
from tests.eoffice.objects.files import pdf
from tests.office.incoming import bring
from tests.office.kabupaten import actor
from tests.office.records import make_record
from tests.office.visitors import browser_of, client_of, token_client
from workflow.models import SecurityClass

pytestmark = pytest.mark.django_db
SECRET, WHY = "Pemeriksaan disiplin", "Bahan rapat tim pemeriksa"
CLASSED = [one for one in SecurityClass if one != SecurityClass.BIASA]


def granted(office, level=SecurityClass.RAHASIA) -> Record:
    """Return the record of a letter to the sekda; the stranger reads it by a grant."""
    incoming = completed(office, security_class=level, subject=SECRET)
    record = Record.objects.get(incoming=incoming)
    grant_reading(
        actor=actor(office.sekda),
        record_id=record.pk,
        reader=office.stranger.official,
        until_on=timezone.localdate(),
        reason="Permintaan 4/2026",
    )
    return record


def openings(record) -> list[AuditEvent]:
    rows = AuditEvent.objects.filter(object_id=str(record.pk))
    return list(rows.filter(action=OpeningAct.OPENED).order_by("at"))


@pytest.mark.parametrize("level", CLASSED)
def test_a_reader_by_grant_says_why_once_and_every_opening_tells_it(office, level):
    record, reader = granted(office, level), browser_of(office.stranger.official)
    page = f"/arsip/{record.pk}/"

    shut = reader.get(page)
    bytes_shut = reader.get(f"{page}isi/0/")
    assert SECRET not in shut.text
    assert "Permintaan 4/2026" in shut.text
    assert bytes_shut.headers["Location"] == f"{page}buka/"
    assert reader.get(f"{page}isi/0/1/").status_code == 404
    assert not openings(record)
    blank = reader.post(f"{page}buka/", {"reason": "  "})
    assert (blank.status_code, SECRET in blank.text) == (422, False)

    answer = reader.post(f"{page}buka/", {"reason": WHY})

    assert answer.headers["Location"] == page
    assert SECRET in reader.get(page).text
    assert reader.get(f"{page}isi/0/").status_code == 200
    told = openings(record)
    assert len(told) == 2
    assert all(f'"reason":"{WHY}"' in one.payload for one in told)
    assert reader.get(f"{page}buka/").headers["Location"] == page
    OpeningReason.objects.update(until_at=timezone.now() - timedelta(seconds=1))
    assert SECRET not in reader.get(page).text


def test_a_reason_is_one_persons_for_one_record_of_one_class(office):
    record = granted(office, "terbatas")
    other = make_record(office, SECRET, security_class=SecurityClass.TERBATAS)
    who = actor(office.stranger)
    given = give_reason(actor=who, record_id=record.pk, reason=f" {WHY}\x00\n")
    assert given.reason == WHY
    assert timezone.now() < given.until_at <= timezone.now() + timedelta(hours=8)
    page, reader = f"/arsip/{record.pk}/", browser_of(office.stranger.official)
    assert SECRET in reader.get(page).text
    OpeningReason.objects.update(security_class=SecurityClass.RAHASIA)
    assert SECRET not in reader.get(page).text
    with pytest.raises(Invalid):
        give_reason(actor=who, record_id=record.pk, reason="x" * 301)
    with pytest.raises(NotFound):
        give_reason(actor=who, record_id=other.pk, reason=WHY)


def test_the_letters_own_people_are_not_asked(office):
    sent = make_record(office, SECRET, security_class=SecurityClass.RAHASIA)
    record = granted(office)
    for person, own in ((office.drafter, sent), (office.sekda, record)):
        assert works_on(actor(person), own)
        shown = client_of(person).get(f"/arsip/{own.pk}/")
        assert SECRET in shown.text
        assert "buka/" not in shown.text
        with pytest.raises(NoReasonWanted):
            give_reason(actor=actor(person), record_id=own.pk, reason=WHY)
    ordinary = make_record(office, "Rapat staf")
    assert (
        "Rapat staf"
        in client_of(office.setda_archivist).get(f"/arsip/{ordinary.pk}/").text
    )
    assert '"reason"' not in "".join(one.payload for one in openings(record))
    keeper = client_of(office.setda_archivist).get(f"/arsip/{record.pk}/")
    assert "Minta izin baca" in keeper.text
    assert len(openings(record)) == 1  # who knows the entry opened no content


def test_an_archivist_says_why_for_what_was_entered_by_hand(office):
    keeper = actor(office.setda_archivist)
    upload = bring(office.setda_archivist, pdf(), "notula.pdf")
    row = row_of(office, security_class=SecurityClass.TERBATAS, uploads=[upload.pk])
    record = register_record(actor=keeper, row=row)
    drain()
    own = browser_of(office.setda_archivist.official)
    page = f"/arsip/{record.pk}/"
    assert record.subject not in own.get(page).text
    assert record.subject not in own.get(f"{page}koreksi/").text

    own.post(f"{page}buka/", {"reason": WHY})

    assert record.subject in own.get(page).text
    assert record.subject in own.get(f"{page}koreksi/").text
    correct_record(
        actor=keeper, record_id=record.pk, facts={"party": "Inspektorat"}, reason="Ya"
    )


def test_programs_say_why_by_header_or_once(office):
    record, reader = granted(office), token_client(office.stranger.official)
    path = f"/api/v1/records/{record.pk}"
    shut = reader.get(path).json()
    assert (shut["reason_wanted"], shut["content_readable"]) == (True, False)
    assert SECRET not in str(shut)
    for door in ("content", "proof"):
        refused = reader.get(f"{path}/{door}")
        assert refused.status_code == 422
        assert refused.json()["code"] == "opening_reason_wanted"
    said = {"x-opening-reason": "Bahan%20audit"}

    once_only = reader.get(f"{path}/content", headers=said)

    assert once_only.status_code == 200
    assert '"reason":"Bahan audit"' in openings(record)[-1].payload
    assert reader.get(path).json()["reason_wanted"]
    kind = "application/json"
    kept = reader.post(f"{path}/openings", {"reason": WHY}, content_type=kind)
    assert (kept.status_code, kept.json()["reason"]) == (201, WHY)
    opened = reader.get(path).json()
    assert (opened["subject"], opened["reason_wanted"]) == (SECRET, False)
    assert reader.get(f"{path}/proof").status_code == 200
    stranger = token_client(office.kadis.official)
    nothing = stranger.post(f"{path}/openings", {"reason": WHY}, content_type=kind)
    assert nothing.status_code == 404


def test_auditors_alone_read_who_opened_what_and_why(office):
    record, reader = granted(office), browser_of(office.stranger.official)
    page = f"/arsip/{record.pk}/"
    reader.post(f"{page}buka/", {"reason": WHY})
    reader.get(page)
    client_of(office.sekda).get(page)

    book = client_of(office.auditor)
    everything = book.get("/arsip/pembukaan/").text
    assert (WHY in everything, record.number in everything) == (True, True)
    assert SECRET not in everything
    narrowed = book.get(f"/arsip/pembukaan/?alasan=1&arsip={record.pk}")
    assert len(narrowed.context["lines"]) == 1
    program = token_client(office.auditor.official)
    items = program.get("/api/v1/record-openings?with_reason=true").json()["items"]
    assert [(one["reason"], one["record"]) for one in items] == [(WHY, str(record.pk))]
    without = program.get("/api/v1/record-openings?with_reason=false").json()["items"]
    assert [one["reason"] for one in without] == [""]
    for person in (office.setda_archivist, office.admin, office.sekda):
        assert client_of(person).get("/arsip/pembukaan/").status_code == 404
        answer = token_client(person.official).get("/api/v1/record-openings")
        assert answer.status_code == 404
    history = reader.get(page).text
    assert "Alasan pembukaan" not in history
