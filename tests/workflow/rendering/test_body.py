"""Body blocks: every fault at once, each with its place."""

import pytest

from workflow.rendering.body import GAPS, parse_block, parse_body
from workflow.rendering.errors import BodyFaulty
from workflow.rendering.inline import plain_text

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


def table(header: list, rows: list, **more: object) -> dict:
    return {"type": "table", "value": {"header": header, "rows": rows, **more}}


WIDE, TALL = {"text": "x", "colspan": 2}, {"text": "x", "rowspan": 2}


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ([WIDE, "c"], [["1", "2", "3"], [WIDE, "3"]]),
        (["a", "b"], [[TALL, "1"], ["2"]]),
        (["a", "b", "c"], [[TALL, "1", TALL], ["2"], [{"text": "", "colspan": 3}]]),
        (["a", "b", "c"], [[{"text": "x", "colspan": 2, "rowspan": 2}, "1"], ["2"]]),
    ],
)
def test_merged_cells_fill_the_columns_of_the_header(header, rows):
    assert parse_body([table(header, rows)])


def test_a_cell_merged_with_nothing_is_a_plain_cell():
    single = {"text": "x", "colspan": 1, "rowspan": 1}
    blocks = [table([single], [[single]]), table(["x"], [["x"]])]
    first, second = parse_body(blocks)
    assert first.value == second.value


@pytest.mark.parametrize(
    ("header", "rows", "more", "code"),
    [
        (["a", "b"], [[WIDE, "1"]], {}, "ragged_row"),
        (["a", "b"], [["1", TALL]], {}, "wrong_span"),
        (["a", "b", "c"], [["1", TALL, "1"], [WIDE]], {}, "wrong_span"),
        ([TALL, "b"], [["1", "2"]], {}, "wrong_span"),
        (["a"], [[{"text": "x", "colspan": 0}]], {}, "wrong_span"),
        (["a"], [[{"text": "x", "rowspan": True}]], {}, "wrong_span"),
        (["a"], [["1"]], {"align": ["middle"]}, "unknown_choice"),
        (["a"], [["1"]], {"align": []}, "wrong_align"),
    ],
)
def test_a_table_with_faulty_cells_is_refused(header, rows, more, code):
    assert code in [found for _field, found in codes([table(header, rows, **more)])]


LAW = [
    {
        "id": "k",
        "type": "considerations",
        "value": [
            {"label": "Menimbang", "style": "letter", "items": ["bahwa a;", "bahwa b;"]}
        ],
    },
    {
        "id": "d",
        "type": "dictum",
        "value": {"word": "MEMUTUSKAN:", "title": "PERATURAN BUPATI", "items": []},
    },
    {"id": "b", "type": "chapter", "value": {"kind": "bab", "title": "Umum"}},
    {"id": "g", "type": "chapter", "value": {"kind": "bagian", "title": "Arti"}},
    {"id": "p", "type": "article", "value": {"paragraphs": ["satu", "dua"]}},
    {"id": "n", "type": "numbered_list", "value": {"style": "letter", "items": ["x"]}},
    {"id": "s", "type": "signatures", "value": [{"role": "Saksi,", "name": "ANI"}]},
]


def test_blocks_of_decrees_and_regulations_are_read():
    assert [block.type for block in parse_body(LAW)] == [one["type"] for one in LAW]


def test_a_list_of_the_usual_style_is_the_same_tree_however_it_is_sent():
    bare = {"id": "a", "type": "numbered_list", "value": ["x"]}
    named = bare | {"value": {"style": "number", "items": ["x"]}}
    assert parse_body([bare]) == parse_body([named])


GAP = {
    "id": "g",
    "type": "paragraph",
    "value": "Yth. <var>nama</var> di <var>kota</var>",
}


def test_each_open_gap_is_a_fault_with_its_place_and_name():
    with pytest.raises(BodyFaulty) as refusal:
        parse_body([LAW[0], GAP])
    faults = refusal.value.faults
    assert [(one.field, one.code) for one in faults] == [
        ("body.1.value", "gap_open")
    ] * 2
    assert "kota" in faults[1].message
    assert {one.code for one in faults} <= GAPS


def test_a_draft_shows_its_gaps_and_what_is_there_of_a_block():
    assert plain_text(parse_block(GAP, is_draft=True).value) == "Yth. nama di kota"
    points = {"type": "numbered_list", "value": ["satu", ""]}
    assert len(parse_block(points, is_draft=True).value) == 2
    for nothing in ({"type": "paragraph", "value": ""}, table([], [])):
        with pytest.raises(BodyFaulty):
            parse_block(nothing, is_draft=True)


@pytest.mark.parametrize(
    ("block", "code"),
    [
        (
            {"type": "chapter", "value": {"kind": "bagian", "title": "x"}},
            "heading_skips_level",
        ),
        (
            {"type": "chapter", "value": {"kind": "buku", "title": "x"}},
            "unknown_choice",
        ),
        (
            {"type": "dictum", "value": {"word": "M:", "items": ["x"] * 31}},
            "too_many_points",
        ),
        ({"type": "dictum", "value": {"word": "M:", "items": []}}, "empty"),
        ({"type": "article", "value": {"paragraphs": []}}, "empty"),
        ({"type": "considerations", "value": [{"label": "", "items": ["x"]}]}, "empty"),
        ({"type": "signatures", "value": [{"role": "x", "name": ""}]}, "empty"),
        (
            {"type": "numbered_list", "value": {"style": "roman", "items": ["x"]}},
            "unknown_choice",
        ),
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
