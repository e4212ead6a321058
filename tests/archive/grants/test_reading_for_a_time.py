"""A grant opens one record to one person, until its day or until it is revoked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.admin.grants.queue import waiting_grants
from archive.grants.access import grants_visible_to, may
from archive.grants.errors import GrantAsked, GrantDecided
from archive.grants.granting import (
    ReadingWish,
    agree_to_reading,
    ask_to_read,
    grant_reading,
    refuse_reading,
    revoke_reading,
)
from archive.models import ReadingGrant, Record
from archive.records import access
from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound
from tests.office.kabupaten import actor
from tests.office.records import make_record
from tests.office.visitors import browser_of
from workflow.models import SecurityClass

pytestmark = pytest.mark.django_db
SECRET = "Pemeriksaan disiplin"


@pytest.fixture
def record(office):
    return make_record(office, SECRET, security_class=SecurityClass.RAHASIA)


def wanted(**facts):
    soon = timezone.localdate() + timedelta(days=7)
    return ReadingWish(**{"until_on": soon, "reason": "Bahan pemeriksaan", **facts})


def opens(person, record):
    """Tell by query and by row whether the content opens; both must agree."""
    found = access.records_readable_by(actor(person)).filter(pk=record.pk)
    row = Record.objects.get(pk=record.pk)
    assert found.exists() == access.reads(actor(person), row)
    return found.exists()


def asked_for(office, record):
    nip = office.stranger.official.nip
    return ask_to_read(
        actor=actor(office.setda_archivist),
        record_id=record.pk,
        wanted=wanted(nip=nip),
    )


def test_a_grant_opens_the_record_to_its_reader_until_the_end_of_its_day(
    office, record
):
    grant = asked_for(office, record)
    assert not opens(office.stranger, record)
    with pytest.raises(GrantAsked):
        asked_for(office, record)

    agree_to_reading(actor=actor(office.sekda), grant_id=grant.pk)

    assert opens(office.stranger, record)
    assert not opens(office.setda_archivist, record)
    reader = browser_of(office.stranger.official)
    reader.post(f"/arsip/{record.pk}/buka/", {"reason": "Bahan pemeriksaan"})
    page = reader.get(f"/arsip/{record.pk}/")
    assert SECRET in page.content.decode()
    with pytest.raises(GrantDecided):
        agree_to_reading(actor=actor(office.sekda), grant_id=grant.pk)
    yesterday = timezone.localdate() - timedelta(days=1)
    ReadingGrant.objects.update(until_on=yesterday)
    assert not opens(office.stranger, record)
    assert not access.records_visible_to(actor(office.stranger)).exists()


def test_a_grant_is_revoked_at_once_and_lapses_with_another_class(office, record):
    first, second = record, make_record(office, security_class=SecurityClass.TERBATAS)
    for one in (first, second):
        grant_reading(
            actor=actor(office.sekda),
            record_id=one.pk,
            reader=office.stranger.official,
            until_on=timezone.localdate(),
            reason="Pinjaman 4/2026",
        )
    assert opens(office.stranger, first)
    assert opens(office.stranger, second)
    grant = first.reading_grants.get()

    revoke_reading(actor=actor(office.sekda), grant_id=grant.pk, note="Selesai")
    Record.objects.filter(pk=second.pk).update(security_class=SecurityClass.RAHASIA)

    assert not opens(office.stranger, first)
    assert not opens(office.stranger, second)
    told = AuditEvent.objects.filter(object_id=str(first.pk), action="grant.revoked")
    assert told.count() == 1


@pytest.mark.parametrize("person", ["kadis", "setda_archivist", "drafter", "stranger"])
def test_nobody_opens_what_they_do_not_answer_for(office, record, person):
    grant, who = asked_for(office, record), actor(getattr(office, person))
    for act in (
        lambda: agree_to_reading(actor=who, grant_id=grant.pk),
        lambda: refuse_reading(actor=who, grant_id=grant.pk, note="Tidak"),
        lambda: grant_reading(
            actor=who,
            record_id=record.pk,
            reader=office.kabid.official,
            until_on=timezone.localdate(),
            reason="Perlu",
        ),
    ):
        with pytest.raises(NotFound):
            act()
    assert not opens(office.stranger, record)


def test_requests_are_seen_by_who_answers_for_the_record_and_by_nobody_else(office):
    """What is sangat rahasia is the agency's; ordinary records the keepers' as well."""
    found = {}
    for one in (SecurityClass.SANGAT_RAHASIA, SecurityClass.BIASA):
        record = make_record(office, unit=office.bagian, security_class=one)
        found[one] = ReadingGrant.objects.create(
            record=record,
            reader=office.stranger.official,
            reason="Bahan audit",
            security_class=one,
            until_on=timezone.localdate(),
            asked_by=office.drafter.official,
        )
    secret, ordinary = found.values()

    def seen(name):
        who = actor(getattr(office, name))
        waiting = set(waiting_grants(who) or [])
        assert waiting == set(grants_visible_to(who))
        answered = {one for one in found.values() if may(who, "grant.decide", one)}
        assert waiting == answered
        return waiting

    assert seen("kabag") == seen("setda_archivist") == {ordinary}
    assert seen("sekda") == seen("bupati") == {secret, ordinary}
    assert seen("kadis") == set()
    agree_to_reading(actor=actor(office.setda_archivist), grant_id=ordinary.pk)
    assert opens(office.stranger, ordinary.record)


def test_nobody_decides_about_a_request_of_their_own(office, record):
    nip = office.sekda.official.nip
    own = ask_to_read(
        actor=actor(office.setda_archivist),
        record_id=record.pk,
        wanted=wanted(nip=nip),
    )

    with pytest.raises(NotFound):
        agree_to_reading(actor=actor(office.sekda), grant_id=own.pk)

    agree_to_reading(actor=actor(office.bupati), grant_id=own.pk)
    assert opens(office.sekda, record)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"until_on": timezone.localdate() - timedelta(days=1)}, "until_on"),
        ({"until_on": timezone.localdate() + timedelta(days=91)}, "until_on"),
        ({"reason": "  "}, "reason"),
        ({"nip": "000000000000000000"}, "nip"),
    ],
)
def test_a_request_says_who_why_and_until_a_near_day(office, record, facts, field):
    with pytest.raises(Invalid) as refusal:
        ask_to_read(
            actor=actor(office.setda_archivist),
            record_id=record.pk,
            wanted=wanted(**facts),
        )
    assert {fault.field for fault in refusal.value.faults} == {field}


def test_a_request_is_asked_and_decided_by_pages(office, record, caplog):
    clerk = browser_of(office.setda_archivist.official)
    head = browser_of(office.sekda.official)
    assert "Minta izin baca" in clerk.get(f"/arsip/{record.pk}/").content.decode()
    address = f"/arsip/{record.pk}/izin-baca/"
    assert clerk.post(address, {"until_on": "besok", "reason": ""}).status_code == 422

    clerk.post(
        address,
        {
            "nip": office.stranger.official.nip,
            "until_on": "besok",
            "reason": "Bahan audit",
        },
    )
    grant = ReadingGrant.objects.get()
    page = f"/arsip/izin-baca/{grant.pk}/"
    assert str(grant.pk) in head.get("/arsip/izin-baca/").content.decode()
    assert page in head.get("/").content.decode() or head.get(page).status_code == 200
    head.post(page, {"act": "refuse", "note": ""})
    head.post(page, {"act": "agree", "until_on": "besok", "version": 1})

    assert opens(office.stranger, record)
    caplog.clear()
    assert browser_of(office.kabid.official).get(page).status_code == 404
    assert "refused_attempt" in caplog.text
