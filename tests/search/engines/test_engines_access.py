"""Who finds what: hits, totals, facets and suggestions, on both engines."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.contract import Deletion, PageOf
from search.query.request import FACETS
from tests.search.desk import Desk, ask

TOKENS = ("unit:1", "unit:2", "position:1", "position:2")
GRANTS = ("person:1", "person:2")


def everything_seen(desk, who) -> set[str]:
    """Ids by hits; total, facets and suggestions must say the same."""
    results = desk.search("surat", who, PageOf(limit=100))
    names = set(desk.names(results))
    assert results.total == len(names)
    kinds = results.facets["kind"]
    assert sum(value.count for value in kinds) == len(names)
    suggested = desk.engine.suggest("surat", who, 100)
    assert {one.id.removesuffix(desk.mark) for one in suggested} == names
    return names


def test_the_access_matrix(desk):
    desk.put(
        *(
            desk.record(f"{token}|{level}|{grant}", security=level, access=access)
            for token in TOKENS[:2]
            for level in range(4)
            for grant in ("", "person:1")
            for access in [(token, grant) if grant else (token,)]
        )
    )

    for token in TOKENS[:2]:
        for clearance in range(4):
            for grants in ((), ("person:1",)):
                who = desk.access(token, clearance=clearance, grants=grants)
                expected = {
                    f"{letter_token}|{level}|{grant}"
                    for letter_token in TOKENS[:2]
                    for level in range(4)
                    for grant in ("", "person:1")
                    if (letter_token == token and level <= clearance) or grant in grants
                }
                assert everything_seen(desk, who) == expected


def test_a_denial_outweighs_every_right(desk):
    desk.put(
        desk.record("open"),
        desk.record("denied", denied=("person:1",)),
        desk.record("denied unit", denied=("unit:1",), access=("unit:1", "person:1")),
    )

    assert everything_seen(desk, desk.access("unit:1", grants=("person:1",))) == {
        "open"
    }


def test_a_withdrawn_right_works_before_the_index_knows(desk):
    desk.put(desk.record("kept"), desk.record("withdrawn"))

    who = desk.access(denied_ids=("withdrawn",))

    assert everything_seen(desk, who) == {"kept"}


def test_nobody_without_tokens_finds_anything(desk):
    desk.put(desk.record("a"))

    results = desk.engine.search(ask("surat"), desk.access("unit:9", clearance=3))

    assert (results.total, results.hits) == (0, ())
    assert all(values == () for values in results.facets.values())


def test_a_raised_class_moves_the_record_out_of_the_open_index(desk):
    desk.put(desk.record("a", version=1, security=0))
    desk.put(desk.record("a", version=2, security=2))

    assert everything_seen(desk, desk.access(clearance=1)) == set()
    assert everything_seen(desk, desk.access(clearance=2)) == {"a"}


def test_a_late_older_write_brings_nothing_back(desk):
    desk.put(desk.record("a", version=5, security=2))
    late = desk.engine.index([desk.record("a", version=4, security=0)])
    desk.engine.refresh()

    assert everything_seen(desk, desk.access(clearance=1)) == set()
    assert late.failed == ()


def test_a_deleted_record_stays_out(desk):
    desk.put(desk.record("a", version=3))
    desk.engine.delete([Deletion(id="a" + desk.mark, version=4)])
    late = desk.engine.index([desk.record("a", version=3)])
    desk.engine.refresh()

    assert everything_seen(desk, desk.access()) == set()
    assert late.superseded == 1


def test_an_older_deletion_does_not_take_a_newer_record(desk):
    desk.put(desk.record("a", version=3))
    desk.engine.delete([Deletion(id="a" + desk.mark, version=2)])
    desk.engine.refresh()

    assert everything_seen(desk, desk.access()) == {"a"}


LETTERS = st.lists(
    st.fixed_dictionaries(
        {
            "access": st.sets(st.sampled_from(TOKENS + GRANTS)).map(tuple),
            "denied": st.sets(st.sampled_from(TOKENS + GRANTS), max_size=1).map(tuple),
            "security": st.integers(0, 3),
        }
    ),
    min_size=1,
    max_size=8,
)
SEARCHERS = st.fixed_dictionaries(
    {
        "tokens": st.sets(st.sampled_from(TOKENS), min_size=1),
        "grants": st.sets(st.sampled_from(GRANTS)),
        "clearance": st.integers(0, 3),
        "hidden": st.sets(st.integers(0, 7), max_size=2),
    }
)


def allowed(letter, who) -> bool:
    """The rule of the contract, written once more in the plainest way."""
    tokens, grants = set(letter["access"]), who["grants"]
    if set(letter["denied"]) & (who["tokens"] | grants):
        return False
    by_class = letter["security"] <= who["clearance"]
    return bool(tokens & grants or (by_class and tokens & who["tokens"]))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(letters=LETTERS, who=SEARCHERS)
def test_found_is_exactly_what_is_allowed(engine, letters, who):
    desk = Desk(engine)
    desk.put(*(desk.record(str(n), **one) for n, one in enumerate(letters)))
    searcher = desk.access(
        *who["tokens"],
        clearance=who["clearance"],
        grants=who["grants"],
        denied_ids=[str(n) for n in who["hidden"]],
    )

    expected = {
        str(n)
        for n, letter in enumerate(letters)
        if allowed(letter, who) and n not in who["hidden"]
    }

    assert everything_seen(desk, searcher) == expected
    facets = engine.facets(ask("surat"), searcher, FACETS)
    assert sum(value.count for value in facets["kind"]) == len(expected)
