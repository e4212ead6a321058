"""A lampiran typed in the letter: its head, its paper, after the signature."""

import io

import docx
import pypdfium2
import pytest

from workflow.rendering.annexes import with_annexes
from workflow.rendering.body import GAPS, parse_body
from workflow.rendering.errors import BodyFaulty
from workflow.rendering.tree import LetterTree, canonical_json
from workflow.rendering.typst_renderer import TypstRenderer
from workflow.word_files.writing.letter import word_of_letter

from . import letters
from .layout_examples import EXAMPLES
from .test_letter_pages import page_texts, paragraph, words


def annex(title="Daftar Peserta", **value):
    return {"type": "annex", "value": {"title": title, **value}}


def wide(columns):
    cells = [f"K{n}" for n in range(columns)]
    return {"type": "table", "value": {"header": cells, "rows": [cells]}}


def with_body(tree: LetterTree, *blocks) -> LetterTree:
    typed = [{"id": f"b{n}", **block} for n, block in enumerate(blocks)]
    return tree.model_copy(update={"body": parse_body(typed)})


def with_annex(tree: LetterTree, title: str, text: str) -> LetterTree:
    _letter, *rest = parse_body([paragraph("x"), annex(title), paragraph(text)])
    return tree.model_copy(update={"body": (*tree.body, *rest)})


def drawn(tree):
    return TypstRenderer().render(tree, tree.type, letters.final(tree))


def faults_of(*blocks):
    with pytest.raises(BodyFaulty) as refused:
        parse_body(list(blocks))
    return [(fault.field, fault.code) for fault in refused.value.faults]


def test_annexes_follow_the_signature_each_with_its_head():
    tree = with_body(
        letters.letter(),
        paragraph("Isi surat."),
        annex("Peserta"),
        paragraph("Isi peserta."),
        annex("Jadwal"),
        wide(7),
    )

    pages = drawn(tree)

    texts = [" ".join(text.split()) for text in page_texts(pages)]
    assert pages.faults == ()
    assert pages.pages == 3
    assert letters.SECRETARY.name in texts[0]
    assert "Isi peserta" not in texts[0]
    assert "Lampiran I surat" in texts[1]
    assert "000.1.5/1187/SETDA/2026" in texts[1]
    assert "Lampiran II surat" in texts[2]
    assert [pages.marks[f"block:b{n}"][0] for n in range(5)] == [1, 2, 2, 3, 3]
    sizes = [page.get_size() for page in pypdfium2.PdfDocument(pages.bytes)]
    # Upright, upright, and on its side for a table of seven columns.
    assert [wide > tall for wide, tall in sizes] == [False, False, True]


@pytest.mark.parametrize(
    ("chosen", "columns", "lies"),
    [
        ("auto", 6, False),
        ("auto", 7, True),
        ("portrait", 9, False),
        ("landscape", 2, True),
    ],
)
def test_an_annex_lies_as_its_tables_need_or_as_chosen(chosen, columns, lies):
    tree = with_body(
        letters.letter(), paragraph("x"), annex(orientation=chosen), wide(columns)
    )
    content = with_annexes(tree.model_dump(mode="json"))
    assert [one["landscape"] for one in content["annexes"]] == [lies]
    assert [block["type"] for block in content["body"]] == ["paragraph"]


def test_the_annex_of_a_decree_is_signed_below():
    tree = with_annex(EXAMPLES["keputusan"], "SUSUNAN TIM", "Ketua: Sekda.")

    pages = drawn(tree)

    last = " ".join(page_texts(pages)[-1].split())
    assert pages.faults == ()
    assert "LAMPIRAN KEPUTUSAN BUPATI WANASARI" in last
    assert tree.signature.name in last.split("Ketua")[1]
    assert words(pages).count("Ditandatangani secara elektronik") == 2


def test_a_certificate_has_upright_annexes_without_its_border():
    pages = drawn(with_annex(EXAMPLES["sertifikat"], "Mata Pelatihan", "Etika."))
    wide_, tall = list(pypdfium2.PdfDocument(pages.bytes))[-1].get_size()
    assert tall > wide_
    assert pages.faults == ()


def test_an_annex_needs_a_title_and_stands_between_texts():
    one = paragraph("x")
    assert faults_of(one, annex(""), one) == [("body.1.value.title", "empty")]
    assert faults_of(annex(), one) == [("body.0", "empty")]
    assert faults_of(one, annex(), annex(), one) == [("body.1", "empty")]
    assert faults_of(one, annex()) == [("body.1", "empty")]
    assert {"empty"} <= GAPS
    turned = annex(orientation="diagonal")
    assert faults_of(one, turned, one) == [
        ("body.1.value.orientation", "unknown_choice")
    ]


def test_the_usual_paper_has_no_field_in_the_tree():
    tree = with_body(letters.letter(), paragraph("x"), annex(), paragraph("y"))
    assert b"orientation" not in canonical_json(tree)


def test_headings_begin_anew_in_an_annex():
    second = {"type": "heading", "value": {"text": "Dua", "level": 2}}
    first = {"type": "heading", "value": "Satu"}
    assert faults_of(first, annex(), second) == [
        ("body.2.level", "heading_skips_level")
    ]


def test_a_word_file_has_the_annexes_after_the_signature():
    tree = with_body(letters.letter(), paragraph("Isi"), annex(), paragraph("Ujung"))
    said = [p.text for p in docx.Document(io.BytesIO(word_of_letter(tree))).paragraphs]
    order = ["Isi", letters.SECRETARY.name, "Lampiran surat", "Daftar Peserta", "Ujung"]
    assert sorted(map(said.index, order)) == [said.index(one) for one in order]
