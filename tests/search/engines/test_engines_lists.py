"""Filters, facets, order and pages, on both engines."""

import datetime as dt

import pytest

from search.engines.contract import InvalidCursor, PageOf
from search.query import from_json
from tests.search.desk import ask


def letters(desk, count=6):
    return [
        desk.record(
            f"{n}",
            kind="incoming" if n % 2 else "letter",
            type="nota_dinas" if n % 3 else "surat_dinas",
            status="sent",
            urgency="segera",
            direction="in" if n % 2 else "out",
            year=2024 + n % 3,
            unit="u-1",
            unit_path=("u-root", "u-1") if n < 4 else ("u-root", "u-2"),
            classification_code="800.1.11" if n < 2 else "005",
            number=f"005/{n}/X/{2024 + n % 3}",
            sequence_number=n,
            letter_date=dt.date(2026, 1, 1 + n) if n else None,
        )
        for n in range(count)
    ]


def test_filters_narrow_the_results(desk):
    desk.put(*letters(desk))

    assert set(desk.find("tahun:2025")) == {"1", "4"}
    assert set(desk.find("tahun:2024..2025")) == {"0", "1", "3", "4"}
    assert set(desk.find("klas:800.1")) == {"0", "1"}
    assert set(desk.find("sifat:segera -tahun:2025")) == {"0", "2", "3", "5"}
    assert set(desk.find("tanggal:3-1-2026")) == {"2"}
    assert set(desk.find("sesudah:4-1-2026")) == {"4", "5"}
    assert set(desk.find("sebelum:3-1-2026")) == {"1"}


def test_facets_count_under_the_other_facets(desk):
    desk.put(*letters(desk))

    results = desk.search("", chosen=(("kind", ("letter",)),))

    assert {hit.kind for hit in results.hits} == {"letter"}
    kinds = {value.value: value.count for value in results.facets["kind"]}
    assert kinds == {"letter": 3, "incoming": 3}
    years = {value.value: value.count for value in results.facets["year"]}
    assert years == {"2024": 1, "2025": 1, "2026": 1}


@pytest.mark.parametrize(
    "field", ["kind", "type", "unit", "year", "direction", "status"]
)
def test_a_facets_count_is_what_choosing_it_gives(desk, field):
    desk.put(*letters(desk))

    facets = desk.search("").facets

    assert facets[field]
    for value in facets[field]:
        chosen = desk.search("", chosen=((field, (value.value,)),))
        assert chosen.total == value.count


def test_several_values_of_a_facet_add_up(desk):
    desk.put(*letters(desk))

    assert len(desk.find("", chosen=(("year", ("2024", "2025")),))) == 4


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("-letter_date", ["5", "4", "3", "2", "1", "0"]),
        ("letter_date", ["1", "2", "3", "4", "5", "0"]),
        ("-number", ["5", "2", "4", "1", "3", "0"]),
        ("number", ["0", "3", "1", "4", "2", "5"]),
        ("relevance", ["5", "4", "3", "2", "1", "0"]),
    ],
)
def test_order_by_field_with_the_missing_last(desk, sort, expected):
    desk.put(*letters(desk))

    assert desk.find("", sort=sort) == expected


@pytest.mark.parametrize("sort", ["relevance", "-letter_date", "number"])
@pytest.mark.parametrize("text", ["surat", "", "005"])
def test_pages_show_each_record_once_while_others_are_written(desk, sort, text):
    desk.put(*letters(desk, 28))
    seen: list[str] = []
    cursor = None

    for page in range(100):
        results = desk.search(text, None, PageOf(limit=5, cursor=cursor), sort=sort)
        seen += desk.names(results)
        cursor = results.next_cursor
        if cursor is None:
            break
        desk.put(desk.record(f"new {page}", letter_date=dt.date(2027, 1, 1)))

    old = [name for name in seen if not name.startswith("new")]
    assert len(seen) == len(set(seen))
    assert sorted(old, key=int) == [str(n) for n in range(28)]


def test_the_last_page_has_no_cursor(desk):
    desk.put(*letters(desk, 5))

    assert desk.search("surat", None, PageOf(limit=5)).next_cursor is None


def test_a_forged_or_foreign_cursor_is_refused(desk):
    desk.put(*letters(desk))
    cursor = desk.search("surat", None, PageOf(limit=2)).next_cursor
    assert cursor

    for forged in (cursor[:-6] + "AAAAAA", "x", "ü", "", "A" * 20_000, "AAAA" * 20):
        if forged:
            with pytest.raises(InvalidCursor):
                desk.search("surat", None, PageOf(cursor=forged))
    with pytest.raises(InvalidCursor):
        desk.search("laporan", None, PageOf(limit=2, cursor=cursor))
    who = desk.access(clearance=3)
    with pytest.raises(InvalidCursor):
        desk.engine.search(ask("surat"), who, PageOf(limit=2, cursor=cursor))


def test_a_rebuild_swaps_and_loses_no_write_made_meanwhile(desk):
    engine = desk.engine
    desk.put(desk.record("gone", subject="Surat lama"))

    def records():
        yield desk.record("kept", version=1)
        yield desk.record("changed", version=1, subject="Surat tua")
        engine.index([desk.record("changed", version=2, subject="Surat muda")])
        engine.index([desk.record("added", version=1)])
        assert desk.find("lama") == ["gone"]

    engine.rebuild(records())
    engine.refresh()

    assert set(desk.find("surat")) == {"kept", "changed", "added"}
    assert desk.find("muda") == ["changed"]
    assert engine.health().state == "ok"


def test_a_failed_rebuild_leaves_the_old_index(desk):
    desk.put(desk.record("a"))

    def broken():
        yield desk.record("b")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        desk.engine.rebuild(broken())

    assert desk.find("surat") == ["a"]
    assert desk.engine.index([desk.record("c")]).failed == ()


def test_both_engines_report_health(engine):
    health = engine.health()

    assert (health.state, health.engine) == ("ok", engine.name)


def test_a_former_code_finds_letters_of_the_code_of_now(desk):
    desk.put(
        desk.record("a", subject="Bantuan sekolah", classification_code="400.3.7.2"),
        desk.record("b", subject="Undangan rapat", classification_code="000.1.5"),
        desk.record("c", subject="Pajak", number="973/420/BPKAD/2026"),
        desk.record("d", subject="Jalan", classification_code="600.1.7"),
    )

    assert {"a", "c"} <= set(desk.find("420"))
    assert "d" not in desk.find("420")
    assert desk.find("klas:420") == ["a"]
    assert desk.find("005") == ["b"]


def test_a_stored_request_begins_no_more_words_than_a_typed_one(desk):
    desk.put(*letters(desk))
    letters_of = [f"{a}{b}" for a in "abcdefgh" for b in "abcdefgh"]
    dear = {"clauses": [{"is": "prefix", "text": one} for one in letters_of]}
    long = {"clauses": [{"is": "prefix", "text": f"{one}x"} for one in letters_of]}
    sura = {"clauses": [{"is": "prefix", "text": "sura"}] * 64}

    found = [
        desk.engine.search(from_json(one), desk.access()).total
        for one in (dear, long, sura)
    ]

    assert found == [0, 0, 6]


def test_words_said_again_change_neither_order_nor_counts(desk):
    desk.put(
        desk.record("one", subject="Surat undangan"),
        desk.record("two", subject="Surat rapat", body="undangan undangan"),
    )

    once, often = desk.search("undangan rapat"), desk.search("undangan rapat " * 30)

    assert desk.names(once) == desk.names(often)
    assert (once.total, once.total_all_words) == (often.total, often.total_all_words)
