"""One letter is one hit: of its faces each searcher finds the best, on both engines."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.contract import PageOf
from search.faces import Face, behind
from search.query.request import FACETS
from tests.search.desk import Desk, ask

TOKENS = ("unit:1", "unit:2")
GRANTS = ("person:1", "person:2")
KINDS = {"letter": "out", "incoming": "in", "record": "out"}
ORDER = tuple(KINDS)


def put_letter(desk, key: str, *faces: dict) -> None:
    """Write the faces of a letter; each named by its kind, or as it says."""
    faces = sorted(faces, key=lambda one: ORDER.index(one["kind"]))
    made = [face_of(desk, key, n, **one) for n, one in enumerate(faces)]
    terms = behind([face for face, _name, _given in made])
    desk.put(
        *(
            desk.record(
                name,
                letter_key=key + desk.mark,
                behind=terms[face.id],
                kind=face.kind,
                direction=face.direction,
                status=face.status,
                unit=face.unit,
                unit_path=("root", face.unit),
                security=face.security,
                access=one["access"],
                subject=f"Surat {key}",
            )
            for face, name, one in made
        )
    )


def face_of(desk, key, place, *, kind, access, security=0, **given):
    name = f"{key}/{kind}{place}"
    face = Face(
        id=name + desk.mark,
        kind=kind,
        direction=KINDS[kind],
        status=given.get("status", "sent"),
        unit=given.get("unit", "u-1"),
        security=security,
        access=desk.tokens(access),
        own=desk.tokens(one for one in access if one in GRANTS),
        is_on_desk=kind == "incoming",
    )
    return face, name, {"access": access}


def a_letter(desk) -> None:
    """A letter that unit 1 has sent to the desk of person 1 in unit 2."""
    put_letter(
        desk,
        "x",
        {"kind": "letter", "access": ("unit:1", "person:1", "person:2")},
        {"kind": "incoming", "access": ("unit:2", "person:1"), "unit": "u-2"},
        {"kind": "record", "access": ("unit:1", "unit:3")},
    )


def test_each_searcher_finds_the_letter_once_by_his_best_face(desk):
    a_letter(desk)

    assert desk.find("surat", desk.access("unit:1")) == ["x/letter0"]
    assert desk.find("surat", desk.access("unit:2")) == ["x/incoming1"]
    assert desk.find("surat", desk.access("unit:3")) == ["x/record2"]
    assert desk.find("surat", desk.access("unit:1", "unit:2")) == ["x/letter0"]


def test_the_copy_on_the_own_desk_comes_before_the_letter(desk):
    a_letter(desk)

    receiver = desk.access("unit:2", grants=("person:1",))
    leader = desk.access("unit:1", "unit:2", grants=("person:2",))

    assert desk.find("surat", receiver) == ["x/incoming1"]
    assert desk.find("surat", leader) == ["x/letter0"]


def test_suggestions_and_corrections_have_the_letter_once(desk):
    a_letter(desk)
    who = desk.access("unit:1", "unit:2", "unit:3")

    assert len(desk.engine.suggest("surat", who)) == 1
    assert len(desk.engine.subjects_like("surt", who)) == 1


def test_a_withdrawn_face_brings_the_next_one_back_at_once(desk):
    a_letter(desk)
    mark = desk.mark

    who = desk.access("unit:1", "unit:2", denied_ids=("x/letter0",))
    known = desk.access("unit:1", denied_ids=("x/letter0",), reopened=("x",))

    assert desk.find("surat", who) == []
    assert desk.find("surat", known) == ["x/record2"]
    assert known.reopened == {f"x{mark}"}


def test_a_filter_finds_the_letter_by_the_face_that_it_asks_for(desk):
    a_letter(desk)
    who = desk.access("unit:1", "unit:2", "unit:3")

    def ticked(**chosen) -> list[str]:
        pairs = tuple((field, (value,)) for field, value in chosen.items())
        return desk.find("surat", who, chosen=pairs)

    assert ticked(kind="incoming") == ["x/incoming1"]
    assert ticked(kind="record", unit="u-1") == ["x/record2"]
    assert ticked(direction="out") == ["x/letter0"]
    assert ticked(unit="u-2") == ["x/incoming1"]
    assert ticked(year="2026") == []


def test_of_two_copies_each_is_found_by_its_state(desk):
    copies = [
        {"kind": "incoming", "access": ("unit:1",), "status": status}
        for status in ("registered", "completed")
    ]
    put_letter(desk, "y", {"kind": "letter", "access": ("unit:1",)}, *copies)

    def by(field, value):
        return desk.find("surat", chosen=((field, (value,)),))

    assert by("kind", "incoming") == ["y/incoming1"]
    assert by("status", "completed") == ["y/incoming2"]
    assert by("status", "registered") == ["y/incoming1"]


def test_a_letter_to_three_hundred_desks_is_one_hit(desk):
    copies = [
        {"kind": "incoming", "access": (f"unit:{n}", "unit:all"), "unit": f"u-{n}"}
        for n in range(2, 302)
    ]
    put_letter(desk, "z", {"kind": "letter", "access": ("unit:1",)}, *copies)

    assert len(desk.find("surat", desk.access("unit:all"))) == 1
    assert desk.find("surat", desk.access("unit:300")) == ["z/incoming299"]
    assert desk.find("surat", desk.access("unit:1", "unit:77")) == ["z/letter0"]


FACES = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(ORDER),
            "access": st.sets(st.sampled_from(TOKENS + GRANTS)).map(tuple),
            "security": st.integers(0, 3),
            "unit": st.sampled_from(["u-1", "u-2"]),
            "status": st.sampled_from(["a", "b"]),
        }
    ),
    min_size=1,
    max_size=5,
)
SEARCHERS = st.fixed_dictionaries(
    {
        "tokens": st.sets(st.sampled_from(TOKENS), min_size=1),
        "grants": st.sets(st.sampled_from(GRANTS)),
        "clearance": st.integers(0, 3),
    }
)


def place_of(face, number, who) -> tuple | None:
    """Where the face stands for the searcher, in the plainest way; None: unseen."""
    if set(face["access"]) & who["grants"]:
        return (0, face["kind"] != "incoming", number)
    tokens = set(face["access"]) & who["tokens"]
    if tokens and face["security"] <= who["clearance"]:
        return (1, False, number)
    return None


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(letters=st.lists(FACES, min_size=1, max_size=3), who=SEARCHERS)
def test_hits_are_the_best_visible_face_of_each_letter(engine, letters, who):
    desk = Desk(engine)
    expected, kinds = set(), dict.fromkeys(ORDER, 0)
    for at, given_faces in enumerate(letters):
        put_letter(desk, str(at), *given_faces)
        faces = sorted(given_faces, key=lambda one: ORDER.index(one["kind"]))
        seen = {
            f"{at}/{face['kind']}{n}": place
            for n, face in enumerate(faces)
            if (place := place_of(face, n, who)) is not None
        }
        expected |= {min(seen, key=seen.get)} if seen else set()
        for kind in {name.split("/")[1][:-1] for name in seen}:
            kinds[kind] += 1
    grants = who["grants"]
    searcher = desk.access(*who["tokens"], clearance=who["clearance"], grants=grants)

    results = desk.search("surat", searcher, PageOf(limit=100))

    assert set(desk.names(results)) == expected
    assert results.total == len(expected)
    assert len(engine.suggest("surat", searcher, 100)) == len(expected)
    counted = {one.value: one.count for one in results.facets["kind"]}
    assert counted == {kind: count for kind, count in kinds.items() if count}
    for field in ("kind", "direction", "status", "unit"):
        for one in engine.facets(ask("surat"), searcher, FACETS)[field]:
            chosen = ((field, (one.value,)),)
            assert desk.search("surat", searcher, chosen=chosen).total == one.count
