"""T, R and SR are filed by their entry, unopened: the same answer at every door."""

import json

import pytest

from archive.models import Record
from archive.records import access
from archive.records.keepers import is_keeper
from eoffice.audit.models import AuditEvent
from search.finding.access import allowed_ids
from tests.office.kabupaten import actor, make_person
from tests.office.records import make_file, make_record
from tests.office.visitors import browser_of, token_client
from workflow.models import SecurityClass

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
SECRET = "Mutasi pejabat Penyelidikan"
PARTY = "Inspektorat Provinsi"
CLASSED = ["terbatas", "rahasia", "sangat_rahasia"]


@pytest.fixture
def secretary(office):
    return make_person(
        "sekdin",
        "Ratna",
        "Sekretaris Dinas Komunikasi",
        office.kominfo,
        kind="structural",
    )


@pytest.fixture(params=CLASSED)
def record(office, request):
    return make_record(
        office,
        subject=SECRET,
        party=PARTY,
        letter_type="surat_dinas",
        security_class=SecurityClass(request.param),
    )


def keepers(office):
    return [office.setda_clerk, office.setda_archivist]


def told(answer) -> str:
    assert answer.status_code in {200, 302}, answer.content
    return answer.content.decode()


def test_keepers_see_the_entry_and_nothing_of_the_content(office, record):
    for person in keepers(office):
        api, page = token_client(person.official), browser_of(person.official)
        seen = [
            told(api.get(f"{V1}/records")),
            told(api.get(f"{V1}/records/{record.pk}")),
            told(api.get(f"{V1}/records/{record.pk}/history")),
            told(page.get("/arsip/?berkas=belum")),
            told(page.get(f"/arsip/{record.pk}/")),
        ]
        for text in seen:
            assert SECRET not in text
            assert "Mutasi" not in text
            assert PARTY not in text
        assert record.number in seen[1]
        shown = json.loads(seen[1])
        assert (shown["content_readable"], shown["contents"]) == (False, [])
        assert shown["security_class"] == record.security_class
        for closed in ("content", "proof"):
            answer = api.get(f"{V1}/records/{record.pk}/{closed}")
            assert answer.status_code == 404
        assert page.get(f"/arsip/{record.pk}/isi/0/").status_code == 404
        assert page.get(f"/arsip/{record.pk}/isi/0/1/").status_code == 404


def test_words_of_a_subject_that_is_not_shown_find_nothing(office, record):
    for person in keepers(office):
        client = token_client(person.official)

        def found(words: str, client=client) -> int:
            return len(client.get(f"{V1}/records", {"q": words}).json()["items"])

        assert (found("Mutasi"), found("Inspektorat")) == (0, 0)
        assert found(record.number) == 1


def test_search_shows_it_to_those_who_read_it_alone(office, record):
    pair = [("record", str(record.pk))]

    assert allowed_ids(actor(office.drafter), pair) == {str(record.pk)}
    for person in keepers(office):
        assert allowed_ids(actor(person), pair) == set()


@pytest.mark.parametrize("door", ["page", "bulk", "api"])
def test_it_is_filed_by_its_entry_through_every_door(office, record, door):
    berkas = make_file(office.setda_clerk, office.setda, "Mutasi 2026")
    client = browser_of(office.setda_clerk.official)

    if door == "page":
        address = f"/arsip/{record.pk}/berkaskan/"
        told(client.post(address, {"berkas": berkas.pk}))
    elif door == "bulk":
        chosen = {"usul": [f"{record.pk}:{berkas.pk}"]}
        text = told(client.post("/arsip/usul/", chosen))
        assert SECRET not in text
    else:
        client = token_client(office.setda_clerk.official)
        answer = client.post(
            f"{V1}/records/{record.pk}/file",
            json.dumps({"record_file": str(berkas.pk)}),
            content_type="application/json",
        )
        assert SECRET not in told(answer)

    record.refresh_from_db()
    assert record.record_file == berkas
    assert not access.reads(actor(office.setda_clerk), record)
    inside = token_client(office.setda_archivist.official)
    listed = told(inside.get(f"{V1}/record-files/{berkas.pk}/records"))
    assert record.number in listed
    assert SECRET not in listed
    assert SECRET not in told(
        browser_of(office.setda_archivist.official).get(f"/arsip/berkas/{berkas.pk}/")
    )


def test_the_trail_of_filing_does_not_quote_the_content(office, record):
    berkas = make_file(office.setda_clerk, office.setda)
    client = browser_of(office.setda_clerk.official)
    client.post(f"/arsip/{record.pk}/berkaskan/", {"berkas": berkas.pk})

    for event in AuditEvent.objects.filter(object_type="archive.record"):
        assert SECRET not in event.payload


def test_others_meet_not_even_the_entry(office, record):
    for person in (office.sekda, office.kominfo_clerk, office.stranger, office.admin):
        client = token_client(person.official)
        assert client.get(f"{V1}/records/{record.pk}").status_code == 404
        assert str(record.pk) not in told(client.get(f"{V1}/records"))


def test_secretary_and_clerk_file_for_their_own_agency_alone(office, secretary):
    ours = make_record(office, unit=office.bidang)
    theirs = make_record(office)

    for person in (secretary, office.kominfo_clerk):
        berkas = make_file(person, office.kominfo, f"Berkas {person.user.username}")
        client = browser_of(person.official)
        assert is_keeper(actor(person))
        answer = client.post(f"/arsip/{ours.pk}/berkaskan/", {"berkas": berkas.pk})
        assert answer.status_code == 302
        foreign = client.post(f"/arsip/{theirs.pk}/berkaskan/", {"berkas": berkas.pk})
        assert foreign.status_code == 404
        Record.objects.filter(pk=ours.pk).update(record_file=None)


def test_a_clerk_above_does_not_file_for_registers_below(office):
    above = make_person(
        "tu.pim", "Yuni", "TU Pimpinan", office.government, duties=("record_clerk",)
    )
    record = make_record(office)

    with_files = token_client(above.official).get(f"{V1}/record-files").json()
    shown = token_client(above.official).get(f"{V1}/records/{record.pk}")

    assert with_files["items"] == []
    assert shown.status_code == 404


def test_the_records_unit_above_sees_what_left_the_units_below(office):
    keeper = make_person(
        "arsip.kab", "Tri", "Arsiparis", office.government, duties=("archivist",)
    )
    plain = make_record(office)
    secret = make_record(office, subject=SECRET, security_class="rahasia")
    client = token_client(keeper.official)

    listed = client.get(f"{V1}/records").json()["items"]

    assert {one["id"] for one in listed} == {str(plain.pk), str(secret.pk)}
    assert SECRET not in json.dumps(listed)
