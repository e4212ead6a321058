"""Every word of the content tree is on the pages, none over another or off them."""

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workflow.rendering.ports import RenderFacts
from workflow.rendering.tree import content_hash
from workflow.rendering.typst_renderer import TypstRenderer, make_order
from workflow.typesetting import page_proof
from workflow.typesetting.page_proof import folded, page_faults
from workflow.typesetting.typst_compiler import compile_letter

from . import letters

AMOUNT = "Rp1.250.000.000,00"
TALL = " ".join(f"kata{n}" for n in range(900))
LONG_WORD = "mempertanggungjawabkannya"


def table(header, *rows, **more):
    value = {"header": header, "rows": [list(row) for row in rows], **more}
    return {"id": "t", "type": "table", "value": value}


def drawn(*blocks):
    tree = letters.letter(list(blocks))
    facts = RenderFacts(mode="frozen", content_hash=content_hash(tree))
    return TypstRenderer().render(tree, tree.type, facts)


def words_of(rendered):
    with pypdfium2.PdfDocument(rendered.bytes) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return folded("".join(pages))


LAW = [
    {
        "type": "considerations",
        "value": [
            {
                "label": "Menimbang",
                "style": "letter",
                "items": [f"bahwa {n} kata panjang " * 9 for n in range(9)],
            }
        ],
    },
    {
        "type": "dictum",
        "value": {"word": "MEMUTUSKAN:", "title": "ISI", "items": ["a", "b"] * 15},
    },
    {"type": "chapter", "value": {"kind": "bab", "title": "Ketentuan umum"}},
    {
        "type": "article",
        "value": {"paragraphs": ["satu", {"text": "x", "items": ["y"]}]},
    },
    {
        "type": "signatures",
        "value": [
            {"role": "Mengetahui,", "title": "CAMAT", "name": "BUDI", "nip": "1974"},
            {"role": "Saksi,", "name": "ANI", "rank": "Penata"},
            {"role": "Saksi,", "name": "TUTI"},
        ],
    },
]
MERGED = {"text": "dua kolom", "colspan": 2}
WHOLE = {
    "law": LAW,
    "merged_cells": [
        table(
            [MERGED, "Nilai"],
            *[[{"text": "tiga", "rowspan": 3}, "x", "1"], ["y", "2"], ["z", "3"]] * 20,
            [MERGED, "6"],
            align=["left", "left", "right"],
        )
    ],
    "every_block": letters.EVERY_BLOCK,
    "tall_row": [table(["No", "Uraian"], ["1", f"{TALL} AKHIR"], ["2", "baris"])],
    "two_tall_cells": [table(["A", "B"], [TALL, TALL], ["x", "y"])],
    "amounts": [table(["Uraian", *"12345"], ["Belanja modal", *[AMOUNT] * 5])],
    "narrow_by_widths": [table(["A", "B"], [AMOUNT, "x"], widths=[1, 100])],
    "long_words": [table([*"ABCDEF"], [LONG_WORD] * 6)],
    "same_word_often": [table(["A", "B"], *[["Ada", "Ada"]] * 120)],
    "long_paragraph": [
        {"type": "paragraph", "value": "dua-duanya efisien kata " * 900}
    ],
    "people": [
        {
            "type": "people_table",
            "value": [
                {
                    "name": f"Dr. {LONG_WORD.title()} Setiawan, M.Si.",
                    "rank": "Pembina Utama Muda (IV/c)",
                    "nip": "19740312 199903 1 004",
                    "position": "Kepala Subbagian Keuangan",
                }
            ]
            * 40,
        }
    ],
    "wide_label": [
        {"type": "fields", "value": [{"label": "label panjang " * 9, "value": "isi"}]}
    ],
}


@pytest.mark.parametrize("blocks", WHOLE.values(), ids=WHOLE)
def test_what_is_written_is_on_the_pages(blocks):
    assert drawn(*blocks).faults == ()


def test_the_last_word_of_a_row_taller_than_a_page_is_on_a_page():
    rendered = drawn(*WHOLE["tall_row"])

    assert rendered.pages >= 2
    assert "kata899akhir" in words_of(rendered)


def test_a_table_too_wide_for_its_numbers_is_a_fault_that_names_it():
    rendered = drawn(table([*"ABCDEFGHIJKL"], ["123.456.789.000,00"] * 12))

    assert [(f["code"], f["block"]) for f in rendered.faults] == [
        ("table_too_wide", "t")
    ]


def faults_of(shown, said):
    """Return the faults of a page that shows one letter and should show another."""
    order = make_order(letters.letter(shown), "surat_dinas", letters.preview())
    tree = letters.letter(said).model_dump(mode="json")
    return [
        (fault["code"], fault["block"])
        for fault in page_faults(compile_letter(order).bytes, tree)
    ]


def points(*texts):
    return {"id": "p", "type": "numbered_list", "value": list(texts)}


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (points("melati", "kenanga"), points("melati", "kenanga mawar")),
        (points("melati", "kenanga"), points("melati", "melati", "kenanga")),
        (points("melati", "kenanga"), points("kenanga", "melati")),
        (points("melati 1"), points("melati 2")),
        (points("melati"), points("melati", TALL)),
    ],
)
def test_a_word_that_is_missing_is_found(shown, said):
    assert faults_of([shown], [said]) == [("text_not_on_page", "p")]


def test_a_row_that_runs_off_the_paper_is_found(monkeypatch):
    monkeypatch.setattr(page_proof, "EDGE_PT", -400.0)  # a paper of a hand's breadth

    assert ("text_off_paper", "p1") in faults_of(
        letters.EVERY_BLOCK, letters.EVERY_BLOCK
    )


def test_text_over_text_is_found():
    apart, over = (0.0, 0.0, 50.0, 10.0), (40.0, 1.0, 90.0, 11.0)
    below, beside = (0.0, -11.0, 50.0, -0.5), (51.0, 0.0, 90.0, 10.0)

    assert list(page_proof._overlaps([apart, over])) == [(apart, over)]
    assert list(page_proof._overlaps([apart, below, beside])) == []


words = st.text(alphabet="abWi019 .,-/é", min_size=1, max_size=40)


@st.composite
def any_table(draw):
    columns = draw(st.integers(1, 8))
    row = st.lists(words, min_size=columns, max_size=columns)
    header = [f"K{n}" for n in range(columns)]
    return table(header, *draw(st.lists(row, min_size=1, max_size=6)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_table())
def test_a_table_is_whole_or_named_as_too_wide(block):
    faults = {(fault["code"], fault["block"]) for fault in drawn(block).faults}

    assert faults <= {("table_too_wide", "t")}


def test_the_same_paragraph_many_times_is_found_over_each_page_end():
    same = {"type": "paragraph", "value": "Kalimat biasa yang mengisi baris ini. " * 12}
    assert drawn(*[same] * 14).faults == ()
