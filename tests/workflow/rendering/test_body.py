"""Body blocks: every fault at once, each with its place."""

import pytest

from workflow.rendering.body import parse_body
from workflow.rendering.errors import BodyFaulty

from . import letters


def codes(blocks: list) -> list[tuple[str, str]]:
    with pytest.raises(BodyFaulty) as refusal:
        parse_body(blocks)
    return [(fault.field, fault.code) for fault in refusal.value.faults]


def test_every_kind_of_block_is_read():
    body = parse_body(letters.EVERY_BLOCK)
    assert [block.type for block in body] == [
        block["type"] for block in letters.EVERY_BLOCK
    ]
    assert [block.id for block in body] == [
        block["id"] for block in letters.EVERY_BLOCK
    ]


def test_a_block_without_id_is_given_one():
    first, second = parse_body([{"type": "paragraph", "value": "x"}] * 2)
    assert first.id != second.id


def test_all_faults_are_told_at_once():
    assert codes(
        [
            {"type": "paragraph", "value": "<script>x</script>"},
            {"type": "gambar", "value": "x"},
            {"type": "table", "value": {"header": ["a", "b"], "rows": [["1"]]}},
            {"type": "people_table", "value": [{"name": "", "umur": 3}]},
            {"type": "fields", "value": [{"label": "", "value": "x"}]},
            "bukan blok",
        ]
    ) == [
        ("body.0.value", "tag_not_allowed"),
        ("body.1.type", "unknown_type"),
        ("body.2.value.rows.0", "ragged_row"),
        ("body.3.value.0.umur", "unknown_field"),
        ("body.3.value.0.name", "empty"),
        ("body.4.value.0.label", "empty"),
        ("body.5.block", "wrong_shape"),
    ]


def test_a_fault_names_block_index_and_words():
    with pytest.raises(BodyFaulty) as refusal:
        parse_body([{"id": "satu", "type": "paragraph", "value": "<video>x"}])
    (fault,) = refusal.value.faults
    assert (fault.block_id, fault.index) == ("satu", 0)
    assert "<video>" in str(fault.message)


def nested(levels: int) -> dict:
    return {"text": "x", "items": [nested(levels - 1)] if levels > 1 else []}


def test_lists_go_four_levels_deep_and_no_deeper():
    assert parse_body([{"type": "numbered_list", "value": [nested(4)]}])
    assert [
        code
        for _field, code in codes([{"type": "numbered_list", "value": [nested(5)]}])
    ] == ["too_deep"]


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ({"type": "paragraph", "value": " "}, "empty"),
        ({"type": "paragraph", "value": 7}, "wrong_shape"),
        ({"type": "paragraph", "value": "x", "style": "red"}, "unknown_field"),
        (
            {"type": "heading", "value": {"text": "x", "level": 2}},
            "heading_skips_level",
        ),
        ({"type": "heading", "value": {"text": "x", "level": 9}}, "wrong_level"),
        ({"type": "numbered_list", "value": []}, "empty"),
        ({"type": "table", "value": []}, "wrong_shape"),
        (
            {
                "type": "table",
                "value": {"header": ["a"], "rows": [["1"]], "widths": [0]},
            },
            "wrong_widths",
        ),
        ({"type": "table", "value": {"header": ["a"], "rows": []}}, "empty"),
        (
            {"type": "table", "value": {"header": ["a"] * 13, "rows": [["1"] * 13]}},
            "too_many_columns",
        ),
        ({"type": "page_break", "value": "x"}, "wrong_shape"),
        ({"type": "paragraph", "value": "x", "id": "a b"}, "wrong_id"),
        ({"type": "paragraph", "value": "x", "id": "x" * 65}, "wrong_id"),
        ({"type": ["paragraph"], "value": "x"}, "unknown_type"),
    ],
)
def test_a_faulty_block_is_refused(block, code):
    assert code in [found for _field, found in codes([block])]


def test_two_blocks_never_share_an_id():
    block = {"id": "a", "type": "paragraph", "value": "x"}
    assert codes([block, block]) == [("body.1.id", "id_twice")]


def test_too_many_blocks_are_refused():
    assert codes([{"type": "page_break"}] * 2001) == [("body", "too_many_blocks")]
