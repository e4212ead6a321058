"""What is kept opens in the editor and says the same when it is sent again."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils.html import escape
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.harness.services import ROOT
from tests.workflow.rendering.letters import EVERY_BLOCK
from workflow.letters.broken_parts import broken_parts
from workflow.rendering.body import parse_body

SIGNS = "abcZ 059.,:-/()'\"<>&|\\éё漢م\u00a0\u0301"
words = st.text(alphabet=SIGNS, max_size=12)
plain = st.builds(lambda word, rest: word + rest, st.sampled_from("aB3"), words)


def marked(tag, inside):
    start = f'{tag} href="https://a.example/x?y=1&amp;z=2"' if tag == "a" else tag
    return f"<{start}>{inside}</{tag}>"


inline = st.builds(
    lambda first, rest: escape(first) + "".join(rest),
    plain,
    st.lists(
        st.recursive(
            st.one_of(words.map(escape), st.just("<br>"), st.just("<br/>")),
            lambda parts: st.builds(
                marked,
                st.sampled_from("biua"),
                st.lists(parts, max_size=3).map("".join),
            ),
            max_leaves=5,
        ),
        max_size=4,
    ),
)
cell = st.one_of(inline, st.just(""))


def points(level):
    if level == 4:
        return st.lists(inline, min_size=1, max_size=2)
    below = st.fixed_dictionaries({"text": inline, "items": points(level + 1)})
    return st.lists(st.one_of(inline, below), min_size=1, max_size=2)


@st.composite
def tables(draw):
    columns = draw(st.integers(1, 4))
    row = st.lists(cell, min_size=columns, max_size=columns)
    filled = st.builds(lambda first, rest: [first, *rest[1:]], inline, row)
    table = {
        "header": draw(st.lists(inline, min_size=columns, max_size=columns)),
        "rows": draw(st.lists(filled, min_size=1, max_size=3)),
    }
    if draw(st.booleans()):
        share = st.integers(1, 100)
        table["widths"] = draw(st.lists(share, min_size=columns, max_size=columns))
    return table


line = st.text(alphabet=SIGNS + "<br>", max_size=10)
person = st.fixed_dictionaries(
    {"name": plain}, optional={"rank": line, "nip": line, "position": line}
)
field = st.fixed_dictionaries({"label": plain, "value": inline})
VALUES = {
    "paragraph": inline,
    "heading": inline,
    "numbered_list": points(1),
    "table": tables(),
    "people_table": st.lists(person, min_size=1, max_size=2),
    "fields": st.lists(field, min_size=1, max_size=2),
    "page_break": st.none(),
    "image": st.fixed_dictionaries(
        {"attachment": st.uuids().map(str), "alt": plain},
        optional={"width": st.integers(20, 100)},
    ),
    "annex": st.fixed_dictionaries(
        {"title": plain},
        optional={"orientation": st.sampled_from(["auto", "portrait", "landscape"])},
    ),
}
blocks = st.one_of(
    [
        st.fixed_dictionaries({"type": st.just(kind), "value": value})
        for kind, value in VALUES.items()
    ]
)
SUBHEADINGS = [
    {"id": "h1", "type": "heading", "value": "Satu"},
    {"id": "h2", "type": "heading", "value": {"text": "Dua", "level": 2}},
]


def sent_again(bodies):
    """Return the bodies after they were opened in the editor and sent as they were."""
    answer = subprocess.run(
        [Path(sys.executable).with_name("node"), "tests/round_trip.js"],
        cwd=ROOT / "frontend/editor",
        input=json.dumps(bodies),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def named(body):
    """Return the body with ids; a letter begins and ends with a text of its own."""
    last = {"type": "paragraph", "value": "akhir"}
    parts = [part for block in body for part in (last, block)] + [last]
    return [{"id": f"b{n}", **block} for n, block in enumerate(parts)]


# Without shrinking: each try is a process of its own.
@settings(
    max_examples=4,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
)
@given(
    st.lists(
        st.lists(blocks, min_size=1, max_size=4).map(named), min_size=40, max_size=60
    )
)
def test_bodies_say_the_same_after_the_editor(bodies):
    trees = [parse_body(body) for body in bodies]

    once = sent_again(bodies)

    assert [parse_body(body) for body in once] == trees
    assert sent_again(once) == once


def test_every_kind_of_block_goes_through_the_editor():
    bodies = [EVERY_BLOCK, SUBHEADINGS]

    once = sent_again(bodies)

    assert [parse_body(b) for b in once] == [parse_body(b) for b in bodies]


GAPS = [
    {"id": "a", "type": "paragraph", "value": ""},
    {"id": "b", "type": "heading", "value": ""},
    {"id": "c", "type": "numbered_list", "value": [""]},
    {"id": "d", "type": "table", "value": {"header": ["x", ""], "rows": [["", ""]]}},
    {"id": "e", "type": "people_table", "value": [{"name": ""}]},
    {"id": "f", "type": "fields", "value": [{"label": "", "value": ""}]},
]


def test_blocks_with_gaps_and_unknown_ones_come_back_as_they_were():
    unknown = {"id": "u", "type": "picture", "value": {"alt": "Denah"}}
    shapeless = {"id": "s", "type": "table", "value": 7}

    (again,) = sent_again([[*GAPS, unknown, shapeless]])

    assert not broken_parts(GAPS)
    assert again[-2:] == [unknown, shapeless]
    assert [b["type"] for b in again[:-2]] == [b["type"] for b in GAPS]


@pytest.mark.parametrize(
    "kind", sorted({b["type"] for b in EVERY_BLOCK} | {"page_break", "annex", "image"})
)
def test_every_kind_of_block_is_drawn_by_the_property(kind):
    assert kind in VALUES
