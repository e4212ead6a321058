"""What is kept opens in the editor and says the same when it is sent again."""

import json

import pytest
from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflow.drafting.editor_form import BODY, posted
from tests.workflow.rendering.letters import EVERY_BLOCK
from workflow.admin.drafting.typed_letter import typed_content
from workflow.letters.body import body_blocks, stream_of
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
# a cell is typed as text between `|`: one line, breaks as `<br>`
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


def stored(body):
    """Return the body as the database gives it back."""
    kept = json.loads(json.dumps(BODY.get_prep_value(stream_of(body))))
    return BODY.to_python(kept)


def sent_again(body):
    """Return the body after it was opened in the editor and sent as it was."""
    return typed_content(posted(stored(body))).body


def named(body):
    return [{"id": f"b{n}", **block} for n, block in enumerate(body)]


@settings(max_examples=300, deadline=None)
@given(st.lists(blocks, min_size=1, max_size=4).map(named))
def test_a_body_says_the_same_after_the_editor(body):
    tree = parse_body(body)

    once = sent_again(body)

    assert parse_body(once) == tree
    assert parse_body(sent_again(once)) == tree
    assert parse_body(body_blocks(stored(body))) == tree


@pytest.mark.parametrize("body", [EVERY_BLOCK, SUBHEADINGS], ids=["every", "levels"])
def test_every_kind_of_block_goes_through_the_editor(body):
    assert parse_body(sent_again(body)) == parse_body(body)


GAPS = [
    {"id": "a", "type": "paragraph", "value": ""},
    {"id": "b", "type": "heading", "value": ""},
    {"id": "c", "type": "numbered_list", "value": [""]},
    {"id": "d", "type": "table", "value": {"header": ["x", ""], "rows": [["", ""]]}},
    {"id": "e", "type": "people_table", "value": [{"name": ""}]},
    {"id": "f", "type": "fields", "value": [{"label": "", "value": ""}]},
]


@pytest.mark.parametrize("block", GAPS, ids=lambda block: block["type"])
def test_a_block_with_gaps_opens_in_the_editor(block):
    assert not broken_parts(stored([block]))
    assert sent_again([block])[0]["type"] == block["type"]


@pytest.mark.parametrize(
    "kind", sorted({b["type"] for b in EVERY_BLOCK} | {"page_break"})
)
def test_every_kind_of_block_is_drawn_by_the_property(kind):
    assert kind in VALUES
