"""Mandatory facts of a record, and their correction with old and new value."""

import json

import pytest

from archive.holds.placing import HoldInput, ScopeInput, place_hold
from archive.models import RecordCorrection, ScopeKind
from archive.record_files.closing import Closing, close_record_file
from archive.record_files.filing import file_record
from archive.records.capturing import follow_entry
from archive.records.completeness import lack_words, lacks
from archive.records.correcting import correct_record, corrections_of
from archive.records.errors import HeldAsIs
from archive.records.lists import RecordFilters, records_for
from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound, Stale
from tests.office.incoming import received
from tests.office.kabupaten import actor
from tests.office.records import make_file, make_record
from tests.office.visitors import browser_of, token_client

pytestmark = pytest.mark.django_db


def corrected(office, record, reason="Salah catat", **facts):
    return correct_record(
        actor=actor(office.setda_archivist),
        record_id=record.pk,
        facts=facts,
        reason=reason,
    )


def of_incoming(office, **facts):
    """Return the record of a letter that came in, as capture would make it."""
    record = make_record(office, **facts)
    record.kind, record.letter, record.incoming = "incoming", None, received(office)
    record.save()
    return record


def codes(refusal) -> set[tuple[str, str]]:
    return {(one.field, one.code) for one in refusal.value.faults}


def test_what_lacks_a_mandatory_fact_is_found_and_told(office):
    own = actor(office.setda_archivist)
    whole = make_record(office)
    poor = make_record(office, party="", classification=None)

    def found(*, complete):
        rows = records_for(own, RecordFilters(complete=complete))
        return set(rows.values_list("pk", flat=True))

    assert (found(complete=True), found(complete=False)) == ({whole.pk}, {poor.pk})
    assert lacks(poor) == ["party", "classification"]
    assert (lack_words(whole), "kode" in lack_words(poor)) == ("", True)


def test_correction_keeps_old_and_new_value_and_stays_when_the_entry_changes(office):
    record = of_incoming(office, letter_type="")

    corrected(office, record, letter_type="surat_dinas", party="PT Mitra")
    follow_entry(incoming_id=record.incoming_id)
    record.refresh_from_db()

    assert (record.letter_type, record.party) == ("surat_dinas", "PT Mitra")
    told = corrections_of(actor(office.setda_archivist), record)
    assert [(one.field, one.before, one.after) for one in told] == [
        ("letter_type", "", "surat_dinas"),
        ("party", "Para camat", "PT Mitra"),
    ]
    event = AuditEvent.objects.get(action="record.corrected")
    assert "PT Mitra" not in event.payload  # it may quote: it goes with the record
    corrected(office, record, party="PT Mitra")  # as it is: nothing to keep
    assert RecordCorrection.objects.count() == 2


def test_corrections_are_refused_where_they_are_not_due(office):
    record, secret = make_record(office), make_record(office, security_class="rahasia")

    with pytest.raises(Invalid) as signed:
        corrected(office, record, reason=" ", subject="Lain", classification="9.9")
    with pytest.raises(Invalid) as unread:
        corrected(office, secret, party="PT Mitra")
    with pytest.raises(Invalid) as taken:
        corrected(office, record, party="", medium="batu")
    with pytest.raises(NotFound):
        correct_record(
            actor=actor(office.sekda), record_id=record.pk, facts={}, reason="Tes"
        )
    with pytest.raises(Stale):
        correct_record(
            actor=actor(office.setda_archivist),
            record_id=record.pk,
            facts={"party": "X"},
            reason="Tes",
            expected_version=99,
        )

    assert codes(signed) == {
        ("reason", "required"),
        ("subject", "not_correctable"),
        ("classification", "unknown_code"),
    }
    assert codes(unread) == {("party", "not_correctable")}
    assert codes(taken) == {("party", "required"), ("medium", "unknown")}
    assert not RecordCorrection.objects.exists()


def test_file_with_incomplete_items_closes_only_with_a_reason(office):
    own = actor(office.setda_archivist)
    berkas = make_file(office.setda_archivist, office.setda)
    poor = make_record(office, party="")
    file_record(actor=own, record_id=poor.pk, record_file_id=berkas.pk)

    with pytest.raises(Invalid) as refusal:
        close_record_file(actor=own, record_file_id=berkas.pk)
    assert codes(refusal) == {("incomplete", "incomplete")}
    assert "1" in str(refusal.value.faults[0].message)
    closing = Closing(incomplete="Pengirim tidak tercantum")
    shut = close_record_file(actor=own, record_file_id=berkas.pk, closing=closing)

    assert shut.closed_on is not None
    told = AuditEvent.objects.get(action="record_file.closed")
    assert "Pengirim tidak tercantum" in told.payload


def test_facts_are_completed_by_the_page_and_by_program(office):
    record = make_record(office, party="")
    address = f"/arsip/{record.pk}/koreksi/"
    page, program = (
        browser_of(office.setda_archivist.official),
        token_client(office.setda_archivist.official),
    )
    same = {"classification": "000.1.5", "development": "asli", "medium": "electronic"}

    listed = page.get("/arsip/?lengkap=belum").content.decode()
    bare = page.post(address, same | {"party": "PT Mitra"})
    done = page.post(address, same | {"party": "PT Mitra", "reason": "Dari amplop"})
    read = page.get(f"/arsip/{record.pk}/").content.decode()

    assert str(record.pk) in listed
    assert (bare.status_code, done.status_code) == (200, 302)
    assert "Dari amplop" in read
    assert browser_of(office.sekda.official).get(address).status_code == 404
    record.refresh_from_db()
    changed = program.patch(
        f"/api/v1/records/{record.pk}",
        json.dumps({"development": "salinan", "reason": "Bukan asli"}),
        content_type="application/json",
        headers={"if-match": f'"{record.row_version}"'},
    )
    told = program.get(f"/api/v1/records/{record.pk}/corrections").json()["items"]
    assert changed.json()["development"] == "salinan"
    assert [(one["field"], one["after"]) for one in told] == [
        ("party", "PT Mitra"),
        ("development", "salinan"),
    ]


def test_a_correction_frees_no_record_from_any_of_its_holds(office):
    record = of_incoming(office, subject="Sengketa lahan pasar")
    for scope in (
        ScopeInput(kind=ScopeKind.CODE, code=record.classification.code),
        ScopeInput(kind=ScopeKind.SEARCH, words="lahan"),
    ):
        case = {"case_name": "Perkara 12/G/2026", "requester": "Bagian Hukum"}
        hold = HoldInput(**case, basis="Surat 180/4/2026", scopes=[scope])
        place_hold(actor=actor(office.setda_archivist), hold=hold)

    # Each of the two still keeps it by the other fact, and may be lifted first.
    for freeing in ({"classification": "000.1.4"}, {"subject": "Sengketa pasar"}):
        with pytest.raises(HeldAsIs):
            corrected(office, record, **freeing)
    assert not record.corrections.exists()
    told = {"subject": "Sengketa lahan pasar pagi", "party": "PT Mitra"}
    assert corrected(office, record, **told).party == "PT Mitra"
