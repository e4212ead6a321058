"""Groups of words as the office sets them: at once, everywhere, tried out before."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound, Stale
from search.analysis.synonyms import default_synonyms, shipped_groups
from search.projection.indexing import rebuild_index
from search.words import changing
from search.words.models import WordGroup
from search.words.table import office_synonyms
from tests.office.kabupaten import actor, build_office
from tests.office.outgoing import make_draft
from tests.office.visitors import browser_of
from tests.search.letters import ids_found

pytestmark = pytest.mark.django_db
PAGE = "/pengaturan/pencarian/kata/"
TERMS = ("rapmin", "rapat mingguan")


@pytest.fixture
def office_words(house, engine, monkeypatch):
    """The house, its engine asking for the office's own groups."""
    monkeypatch.setattr(engine, "synonyms", office_synonyms)
    return house


def add(office, terms=TERMS) -> WordGroup:
    return changing.add_group(actor=actor(office.admin), terms=terms)


def test_a_group_works_at_the_next_search_and_nothing_is_built_again(
    office_words, engine
):
    house, person = office_words, office_words.drafter
    letter = make_draft(house, subject="Undangan rapat mingguan")
    rebuild_index()
    engine.refresh()
    assert ids_found(person, "rapmin") == set()

    group = add(house)
    assert ids_found(person, "rapmin") == {str(letter.pk)}

    changing.change_group(
        actor=actor(house.admin),
        group_id=group.pk,
        terms=("rapmin", "rapat bulanan"),
        version=group.row_version,
    )
    assert ids_found(person, "rapmin") == set()
    assert engine.health().state == "ok"


def test_a_page_of_results_asks_once_which_words_find_each_other(office_words):
    client = browser_of(office_words.drafter.official)

    for words in ("rapmin belanja", "pajak"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/cari/", {"q": words}).status_code == 200
        stamps = [one for one in queries if "wordsstamp" in one["sql"]]
        assert len(stamps) == 1


def test_a_shipped_group_is_switched_off_and_on():
    office = build_office()
    terms = shipped_groups()[0]
    key = changing.stems(terms[1])

    row = changing.switch_off(actor=actor(office.admin), terms=terms)
    again = changing.switch_off(actor=actor(office.admin), terms=terms)

    assert row == again
    before, now = default_synonyms().match(key), office_synonyms().match(key)
    assert now is None or set(now.terms) < set(before.terms)
    changing.switch_on(actor=actor(office.admin), group_id=row.pk)
    assert office_synonyms().match(key) == before


def test_each_change_stands_in_the_trail_and_administrators_alone_make_them():
    office = build_office()
    with pytest.raises(NotFound):
        changing.add_group(actor=actor(office.drafter), terms=TERMS)
    group = add(office)
    changing.remove_group(actor=actor(office.admin), group_id=group.pk)

    acts = AuditEvent.objects.filter(object_id=str(group.pk)).order_by("pk")
    assert [one.action for one in acts] == [
        "search_words.added",
        "search_words.removed",
    ]
    assert not WordGroup.objects.exists()
    with pytest.raises(NotFound):
        changing.remove_group(actor=actor(office.admin), group_id=group.pk)


def test_who_changes_a_group_must_have_read_it():
    office = build_office()
    group = add(office)

    with pytest.raises(Stale):
        changing.change_group(
            actor=actor(office.admin), group_id=group.pk, terms=("a", "b"), version=9
        )

    assert WordGroup.objects.get().terms == list(TERMS)


@pytest.mark.parametrize(
    "typed",
    ["", "rapat", "rapat | rapat", "rapat | dan", "| |", "a | " + "b" * 81,
     "x | " + " ".join(["kata"] * 9), " | ".join(f"kata{n}" for n in range(13))],
)  # fmt: skip
def test_what_is_no_group_is_refused(typed):
    with pytest.raises(Invalid):
        changing.terms_of(typed)


def test_a_group_is_entered_once():
    office = build_office()
    add(office)

    for terms in (TERMS, shipped_groups()[0]):
        with pytest.raises(Invalid):
            add(office, terms)


def test_the_page_keeps_tries_and_removes(office_words, engine):
    house = office_words
    make_draft(house, subject="Undangan rapat mingguan")
    rebuild_index()
    engine.refresh()
    admin = browser_of(house.admin.official)
    group = "rapmin | rapat mingguan"

    page = admin.get(PAGE, {"coba": "rapmin dan pengangkatan", "kata": group})
    told = page.context["tried"]
    kept = admin.post(PAGE, {"terms": group})
    wrong = admin.post(PAGE, {"terms": "satu"})
    row = WordGroup.objects.get()
    one = f"{PAGE}{row.pk}/"
    changed = admin.post(one, {"terms": "rapmin | rapat pekanan", "version": "1"})
    stale = admin.post(one, {"terms": "rapmin | rapat harian", "version": "1"})
    shipped = " | ".join(shipped_groups()[0])
    admin.post(f"{PAGE}bawaan/", {"terms": shipped})
    off = WordGroup.objects.get(kind="off")
    listed = admin.get(PAGE).content.decode()
    admin.post(f"{PAGE}{off.pk}/pakai/")
    admin.post(f"{one}hapus/")

    stems = {word.word: word.stem for word in told.words}
    assert stems["pengangkatan"] == "angkat"
    assert [word.is_passed for word in told.words] == [False, True, False]
    assert (told.before.total, told.after.total) == (0, 0)  # no letter of their own
    assert (kept.status_code, wrong.status_code) == (302, 422)
    assert (changed.status_code, stale.status_code) == (302, 422)
    assert f"<s>{shipped}</s>" in listed
    assert not WordGroup.objects.exists()
    assert browser_of(house.drafter.official).get(PAGE).status_code == 404


def test_trying_counts_by_the_own_rights_of_whoever_tries(office_words, engine):
    from search.admin.words.trying import tried

    house = office_words
    make_draft(house, subject="Undangan rapat mingguan")
    rebuild_index()
    engine.refresh()

    mine = tried(actor(house.drafter), "rapmin", TERMS)
    theirs = tried(actor(house.stranger), "rapmin", TERMS)

    assert (mine.before.total, mine.after.total) == (0, 1)
    assert (theirs.before.total, theirs.after.total) == (0, 0)
