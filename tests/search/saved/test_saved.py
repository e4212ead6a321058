"""Searches of a person: kept as requests, shared by link, those of late, within."""

import pytest

from search import chosen_engine
from search.projection.indexing import rebuild_index
from search.saved.models import PastSearch, SavedSearch
from tests.office.incoming import registered
from tests.office.kabupaten import build_office
from tests.office.outgoing import make_draft
from tests.office.visitors import browser_of, token_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(embedded_engine, monkeypatch):
    monkeypatch.setattr(chosen_engine, "_made", lambda _name: embedded_engine)
    office = build_office()
    registered(office, subject="Penyaluran pupuk bersubsidi Wetan", number="1/P/2026")
    registered(office, subject="Penyaluran pupuk bersubsidi Kulon", number="2/P/2026")
    registered(
        office, subject="Laporan zirkon", security_class="rahasia", number="3/R/2026"
    )
    make_draft(office, subject="Usulan pupuk organik")
    rebuild_index()
    embedded_engine.refresh()
    return office


def saved_by(person, address: str, name: str = "Pupuk", **more) -> SavedSearch:
    answer = browser_of(person.official).post(
        "/cari/simpanan/baru/", {"nama": name, "alamat": address, **more}
    )
    assert answer.status_code == 302
    return SavedSearch.objects.get(official=person.official, name=name)


def titles(answer) -> set[str]:
    plain = str.maketrans("", "", "<>/")
    return {
        str(one.title).replace("mark", "").translate(plain)
        for one in answer.context["hits"]
    }


def test_a_saved_search_keeps_the_request_and_finds_again(house):
    saved = saved_by(house.sekda, "q=bersubsidi+kulon&dalam=kulon&urut=-letter_date")

    answer = browser_of(house.sekda.official).get(f"/cari/simpanan/{saved.pk}/")

    assert saved.request["sort"] == "-letter_date"
    assert len(saved.request["clauses"]) == 3
    assert titles(answer) == {"Penyaluran pupuk bersubsidi Kulon"}


def test_words_within_results_narrow_them(house):
    client = browser_of(house.sekda.official)

    wide = client.get("/cari/?q=pupuk+bersubsidi&tepat=1")
    narrow = client.get("/cari/?q=pupuk+bersubsidi&dalam=wetan&tepat=1")

    assert "Penyaluran pupuk bersubsidi Kulon" in titles(wide)
    assert titles(narrow) == {"Penyaluran pupuk bersubsidi Wetan"}
    assert narrow.context["total"] < wide.context["total"]


def test_filters_of_a_saved_search_can_be_taken_off(house):
    saved = saved_by(house.sekda, "q=pupuk&jenis=incoming")
    client = browser_of(house.sekda.official)

    kept = client.get(f"/cari/simpanan/{saved.pk}/")
    off = client.get(f"/cari/simpanan/{saved.pk}/?saring=1")

    assert kept.context["chosen_count"] == 1
    assert off.context["chosen_count"] == 0


def test_a_link_opens_for_colleagues_only_when_shared_and_by_their_rights(house):
    saved = saved_by(house.sekda, "q=pupuk")
    colleague = browser_of(house.stranger.official)
    before = colleague.get(f"/cari/simpanan/{saved.pk}/")

    browser_of(house.sekda.official).post(
        f"/cari/simpanan/{saved.pk}/ubah/", {"bagikan": "1"}
    )
    after = colleague.get(f"/cari/simpanan/{saved.pk}/")

    assert (before.status_code, after.status_code) == (404, 200)
    assert titles(after) == set()


def test_nobody_changes_or_removes_the_search_of_another(house):
    saved = saved_by(house.sekda, "q=pupuk")
    other = browser_of(house.kadis.official)

    answers = [
        other.post(f"/cari/simpanan/{saved.pk}/{act}/", {"bagikan": "1"}).status_code
        for act in ("ubah", "hapus")
    ]

    assert answers == [404, 404]
    assert not SavedSearch.objects.get().is_shared


def test_searches_of_late_are_ones_own_and_tell_nothing_of_confidential_ones(house):
    client = browser_of(house.sekda.official)

    for words in ("pupuk", "zirkon", "xyzzyq", "pupuk"):
        client.get("/cari/", {"q": words})

    assert [one.text for one in PastSearch.objects.all()] == ["pupuk"]
    assert client.get("/cari/").context["lately"][0].text == "pupuk"
    assert browser_of(house.kadis.official).get("/cari/").context["lately"] == []
    client.post("/cari/riwayat/hapus/")
    assert not PastSearch.objects.exists()


def test_programs_keep_list_and_forget_searches(house):
    program = token_client(house.sekda.official)
    request = {"version": 1, "clauses": [{"is": "word", "text": "pupuk"}]}

    made = program.post(
        "/api/v1/search/saved",
        {"name": "Pupuk", "request": request},
        content_type="application/json",
    )
    bad = program.post(
        "/api/v1/search/saved",
        {"name": "Buruk", "request": {"version": 9}},
        content_type="application/json",
    )
    listed = program.get("/api/v1/search/saved").json()
    gone = program.delete(f"/api/v1/search/saved/{made.json()['id']}")

    assert (made.status_code, bad.status_code, gone.status_code) == (201, 422, 204)
    assert [one["name"] for one in listed["items"]] == ["Pupuk"]
    assert not SavedSearch.objects.exists()
