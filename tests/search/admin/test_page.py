"""The search page and the palette: what each person finds there, and without engine."""

import re

import pytest
from django.utils.translation import gettext

from archive.models import Record
from search import chosen_engine
from search.engines.contract import SearchUnavailable
from search.finding import searching
from search.finding.access import visible_to
from search.projection.indexing import rebuild_index
from tests.office.kabupaten import actor, build_office
from tests.office.outgoing import make_draft
from tests.office.records import make_file, make_record
from tests.office.visitors import browser_of
from workflow.models import Letter

pytestmark = pytest.mark.django_db
HIT = re.compile(r'href="/(naskah-keluar|naskah-masuk|arsip)/([0-9a-f-]{36})/["?]')
TITLE = re.compile(rf"<h2><a {HIT.pattern}")
KINDS = {"naskah-keluar": "letter", "naskah-masuk": "incoming", "arsip": "record"}


@pytest.fixture
def house(embedded_engine, monkeypatch):
    monkeypatch.setattr(chosen_engine, "_made", lambda _name: embedded_engine)
    office = build_office()
    record = make_record(office, "Penyaluran bantuan pangan Karangjati")
    # an issued letter has the number that its record shows
    Letter.objects.filter(pk=record.letter_id).update(number=record.number)
    make_record(office, "Bantuan pangan yang rahasia", security_class="rahasia")
    make_draft(office, subject="Usulan bantuan pangan")
    rebuild_index()
    embedded_engine.refresh()
    return office


def found_by(person, query: str) -> set[tuple[str, str]]:
    # asked for by kind, each face of a letter is a hit of its own
    kinds = "&".join(f"jenis={kind}" for kind in KINDS.values())
    address = f"/cari/?{query}" + ("" if "jenis=" in query else f"&{kinds}")
    page = browser_of(person.official).get(address).content.decode()
    return {(KINDS[room], pk) for room, pk in TITLE.findall(page)}


def test_everybody_finds_exactly_what_he_may_see(house):
    people = [one for one in vars(house).values() if hasattr(one, "user")]

    for person in people:
        visible = {
            (kind, str(pk))
            for kind in ("letter", "incoming", "record")
            for pk in visible_to(actor(person), kind).values_list("pk", flat=True)
        }
        assert found_by(person, "q=bantuan+pangan") == visible


def test_a_letter_is_one_hit_with_links_to_those_of_its_faces_one_may_see(house):
    people = [one for one in vars(house).values() if hasattr(one, "user")]
    met = set()

    for person in people:
        page = browser_of(person.official).get("/cari/?q=bantuan+pangan")
        visible = {
            (kind, str(pk))
            for kind in KINDS.values()
            for pk in visible_to(actor(person), kind).values_list("pk", flat=True)
        }
        linked = HIT.findall(page.content.decode())
        assert {(KINDS[room], pk) for room, pk in linked} == visible
        hits = page.context["hits"]
        letters = {letter_of(kind, pk) for kind, pk in visible}
        assert len(hits) == page.context["total"] == len(letters)
        met |= {len(hit.faces) for hit in hits}

    assert met >= {0, 1}


def letter_of(kind: str, pk: str) -> str:
    return str(Record.objects.get(pk=pk).letter_id) if kind == "record" else pk


def test_words_are_marked_and_confidential_subjects_veiled(house):
    client = browser_of(house.drafter.official)

    page = client.get("/cari/?q=bantuan").content.decode()

    assert "<mark>" in page
    assert "rahasia</mark>" not in page
    assert "Bantuan pangan yang rahasia" not in re.sub(r"</?mark>", "", page)


def test_ticked_facet_narrows_the_hits(house):
    records = found_by(house.drafter, "q=bantuan&jenis=record")

    assert records
    assert {kind for kind, _pk in records} == {"record"}


def test_nothing_found_helps_on(house):
    page = browser_of(house.drafter.official).get("/cari/?q=xyzzyq").content.decode()

    assert "eo-empty" in page
    assert "xyzzyq" in page


def test_while_the_engine_is_away_the_database_lists_and_the_page_says_so(
    house, monkeypatch
):
    def away(*_args, **_more):
        raise SearchUnavailable

    monkeypatch.setattr(searching, "search_as_meant", away)
    client = browser_of(house.setda_archivist.official)

    answer = client.get("/cari/?q=karangjati")

    assert answer.status_code == 200
    assert answer.context["away"] is True
    kinds = {KINDS[room] for room, _pk in HIT.findall(answer.content.decode())}
    assert kinds == {"record"}


def test_palette_offers_letters_people_and_acts_of_what_one_may_see(house):
    def asked(person, words):
        answer = browser_of(person.official).get("/cari/palet", {"q": words})
        return [o for group in answer.json()["groups"] for o in group["options"]]

    mine = asked(house.setda_archivist, "penyaluran")
    theirs = asked(house.stranger, "penyaluran")
    people = asked(house.stranger, "Bayu")

    assert any(one["url"].startswith("/arsip/0") for one in mine)
    assert not any(one["url"].startswith("/arsip/") for one in theirs)
    assert any(one["title"].startswith("Bayu Setiawan") for one in people)


def test_palette_veils_what_is_confidential(house):
    answer = browser_of(house.drafter.official).get("/cari/palet", {"q": "pangan"})

    offered = {one["title"]: one for one in answer.json()["groups"][0]["options"]}

    veiled = offered[gettext("Confidential letter")]
    assert veiled["marks"] == []
    assert offered["Usulan bantuan pangan"]["marks"]
    assert "Bantuan pangan yang rahasia" not in offered


def test_palette_offers_a_number_typed_with_spaces(house):
    number = house_number(house)

    for typed in (number, number.lower().replace("/", " / ")):
        offered = browser_of(house.drafter.official).get("/cari/palet", {"q": typed})
        metas = [o.get("meta") for g in offered.json()["groups"] for o in g["options"]]
        assert number in metas, typed


def house_number(house) -> str:
    """Return the number of a record that the drafter may see."""
    return visible_to(actor(house.drafter), "record").order_by("pk")[0].number


def test_sorting_keeps_what_is_ticked_and_the_page_says_how_it_read(house):
    client = browser_of(house.setda_archivist.official)

    page = client.get("/cari/?q=bantuan+tahun+2026+ab*&jenis=record").content.decode()

    sorting = page.partition("eo-head__acts")[2].partition("</form>")[0]
    assert 'name="jenis" value="record"' in sorting
    assert "&quot;tahun 2026&quot;" in page
    assert "&quot;ab*&quot;" in page


def options_of(person, words: str) -> list[dict]:
    answer = browser_of(person.official).get("/cari/palet", {"q": words})
    return [one for group in answer.json()["groups"] for one in group["options"]]


def test_palette_begins_with_searches_of_late_acts_and_pages(house):
    client = browser_of(house.setda_archivist.official)
    client.get("/cari/?q=karangjati")

    groups = client.get("/cari/palet").json()["groups"]

    assert groups[0]["options"][0]["title"] == "karangjati"
    addresses = {one["url"] for group in groups for one in group["options"]}
    assert {"/arsip/", "/cari/", "/naskah-masuk/"} <= addresses


def test_palette_knows_units_codes_pages_and_files_by_their_words(house):
    make_file(house.setda_archivist, house.setda, title="Pupuk 2026")

    def addresses(person, words: str) -> str:
        return " ".join(str(one["url"]) for one in options_of(person, words))

    assert f"unit={house.bagian.pk}" in addresses(house.stranger, house.bagian.name)
    assert "klas%3A000.1.5" in addresses(house.stranger, "000.1.5")
    assert "/arsip/boks/" in addresses(house.setda_archivist, "boks")
    assert "/arsip/berkas/0" in addresses(house.setda_archivist, "pupuk")
    assert "/arsip/berkas/0" not in addresses(house.stranger, "pupuk")


def test_a_number_as_printed_its_part_and_a_nip_are_suggested(house):
    number = house_number(house)
    code, rest = number.split("/", 1)
    sequence = rest.split("/")[0]
    printed = f"{code}/{int(sequence):04d}"

    for typed in (printed, f"{sequence}/SETDA", f"0{sequence}/setda/2026"):
        metas = [one.get("meta") for one in options_of(house.drafter, typed)]
        assert number in metas, typed
        assert number not in [o.get("meta") for o in options_of(house.stranger, typed)]


def test_nothing_found_offers_only_what_finds_something_for_this_person(house):
    def offered(person, query: str) -> dict[str, str]:
        answer = browser_of(person.official).get(f"/cari/?{query}")
        assert answer.context["total"] == 0
        return {words: address for address, words, _n in answer.context["near"]}

    mine = offered(house.drafter, "q=dari:pangan&jenis=incoming")
    theirs = offered(house.stranger, "q=dari:pangan&jenis=incoming")
    begun = offered(house.drafter, "q=karangzzzz&tepat=1")

    assert mine
    assert theirs == {}
    assert "karang" in next(iter(begun))
    client = browser_of(house.drafter.official)
    for address in (*mine.values(), *begun.values()):
        assert client.get(f"/cari/?{address}").context["total"] > 0
