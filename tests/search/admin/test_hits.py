"""What a result tells: why it was found, where it opens, its words on the pages."""

import pytest

from eoffice.objects import store
from search import chosen_engine
from search.projection.indexing import rebuild_index
from tests.office.incoming import registered
from tests.office.kabupaten import build_office
from tests.office.outgoing import make_draft
from tests.office.records import make_record
from tests.office.visitors import browser_of
from workflow.models import IncomingFile, PageText

pytestmark = pytest.mark.django_db
PAGES = ("Dengan hormat kami sampaikan", "Mohon surat keputusan lumbung warga")


@pytest.fixture
def house(embedded_engine, monkeypatch):
    monkeypatch.setattr(chosen_engine, "_made", lambda _name: embedded_engine)
    office = build_office()
    office.scan = scanned(office)
    office.secret = registered(
        office, subject="Lumbung yang rahasia", security_class="rahasia", number="R-7/1"
    )
    make_draft(office, subject="Usulan lumbung kecamatan")
    make_record(office, "Undangan pembahasan lumbung")
    rebuild_index()
    embedded_engine.refresh()
    return office


def scanned(office):
    """A scan of two pages at the secretary's desk, read word by word."""
    incoming = registered(office, subject="Permohonan bantuan")
    stored = store.put_bytes(
        b"pindaian", area=store.Area.DRAFTS, media_type="application/pdf"
    )
    stored.save()
    file = IncomingFile.objects.create(
        incoming=incoming, stored=stored, name="a.pdf", pages=2, reading_state="done"
    )
    for number, text in enumerate(PAGES, start=1):
        words = [
            [word, 50.0 + 80 * at, 100.0, 120.0 + 80 * at, 112.0, 0.9]
            for at, word in enumerate(text.split())
        ]
        PageText.objects.create(
            file=file,
            page=number,
            source="ocr",
            text=text,
            words=words,
            width_pt=595,
            height_pt=842,
        )
    return incoming


def hits(person, words: str) -> dict[str, object]:
    answer = browser_of(person.official).get("/cari/", {"q": words})
    return {hit.id: hit for hit in answer.context["hits"]}


def places(person, incoming, words: str):
    asked = {"di": f"/naskah-masuk/{incoming.pk}/", "cari": words}
    return browser_of(person.official).get("/cari/tanda", asked)


def test_a_scan_opens_on_the_page_with_the_words_and_shows_it_small(house):
    hit = hits(house.sekda, "lumbung warga")[str(house.scan.pk)]

    assert hit.page == 2
    assert hit.url.endswith("/?cari=lumbung+warga&halaman=2")
    assert hit.picture_url == f"/naskah-masuk/{house.scan.pk}/halaman/2/?kecil=1"
    assert hit.unit == house.setda.name
    assert hit.status


def test_a_result_says_in_which_field_and_by_which_synonym(house):
    by_sender = hits(house.sekda, "dinas sosial provinsi")[str(house.scan.pk)]
    by_number = hits(house.sekda, "400/12/Dinsos/2026")[str(house.scan.pk)]
    by_synonym = hits(house.sekda, "sk lumbung")[str(house.scan.pk)]

    assert "pengirim" in by_sender.why
    assert "nomor" in by_number.why
    assert "isi" in by_synonym.why
    assert ("sk", "surat keputusan") in by_synonym.read_as


def test_the_words_are_told_with_their_boxes_on_the_page(house):
    answer = places(house.sekda, house.scan, "lumbung").json()

    assert answer["boxes"] == [[2, 290.0, 100.0, 70.0, 12.0]]
    assert answer["words"] == ["lumbung"]
    assert answer["sizes"]["2"] == [595.0, 842.0]


def test_no_word_of_what_one_may_not_read_has_a_place(house):
    stranger = places(house.stranger, house.scan, "lumbung")
    secret = places(house.sekda, house.secret, "lumbung")
    nowhere = browser_of(house.sekda.official).get("/cari/tanda", {"di": "/cari/"})

    assert {stranger.status_code, secret.status_code, nowhere.status_code} == {404}


def test_confidential_letters_are_told_apart_by_number_unit_and_class(house):
    secret = hits(house.sekda, "lumbung")[str(house.secret.pk)]

    assert secret.number == "R-7/1"
    assert secret.unit == house.setda.name
    assert secret.class_label == "Rahasia"
    assert (secret.sender, secret.snippets, secret.why) == ("", (), "")
    assert "?" not in secret.url
