"""Every layout: its parts in their order, all its words, its marks, its look.

Each example is drawn once; what the order of a page is, is told in tata naskah 2.2.
"""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from workflow.rendering.file_check import check_file
from workflow.rendering.ports import Rendered
from workflow.rendering.tree import Annex
from workflow.rendering.typst_renderer import TypstRenderer
from workflow.typesetting.layouts import LAYOUTS, head_parts

from . import letters
from .layout_examples import EXAMPLES
from .layout_orders import DAY, NUMBER, ORDER
from .layout_pictures import (
    KEPT,
    MOST_OTHER,
    WITH_PLAN,
    picture,
    saved,
    share_of_other_points,
    side_by_side,
)
from .plan_letter import plan_is_found, plan_letter

IMAGE = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE


@pytest.fixture(scope="module")
def drawn() -> dict[str, Rendered]:
    drawing = TypstRenderer()
    return {
        name: drawing.render(tree, tree.type, letters.final(tree))
        for name, tree in EXAMPLES.items()
    }


def words(rendered: Rendered) -> str:
    with pypdfium2.PdfDocument(rendered.bytes) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).replace("\xad", "").split())


def test_every_layout_has_an_example_and_its_order():
    assert set(ORDER) == set(EXAMPLES) == set(LAYOUTS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_parts_of_a_layout_stand_in_their_order(drawn, layout):
    text, at = words(drawn[layout]), 0
    for part in ORDER[layout]:
        found = text.find(part, at)
        assert found >= 0, f"“{part}” not after: {text[:at][-80:]}"
        at = found + len(part)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_shows_every_word_and_marks_every_part(drawn, layout):
    rendered = drawn[layout]
    blocks = {f"block:{block.id}" for block in EXAMPLES[layout].body}
    named = {"number", "date", "signature", "qr", "body-end"}

    assert rendered.faults == ()
    assert blocks | named <= set(rendered.marks)
    assert check_file(rendered.bytes) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_looks_as_it_was_looked_at(drawn, layout, tmp_path):
    kept = Image.open(KEPT / f"{layout}.png")
    now = picture(drawn[layout].bytes)
    other = share_of_other_points(kept, now)
    if other > MOST_OTHER:
        (tmp_path / f"{layout}.png").write_bytes(saved(side_by_side(kept, now)))

    assert other <= MOST_OTHER, f"kept, drawn, what differs: {tmp_path}/{layout}.png"


def test_a_picture_and_a_lampiran_look_as_they_were_looked_at():
    tree = plan_letter()
    with plan_is_found():
        rendered = TypstRenderer().render(tree, tree.type, letters.final(tree))

    assert rendered.faults == ()
    assert {"block:denah", "block:lampiran"} <= set(rendered.marks)
    assert check_file(rendered.bytes) == []
    with pypdfium2.PdfDocument(rendered.bytes) as document:
        kinds = [[one.type for one in page.get_objects()] for page in document]
    assert [IMAGE in page for page in kinds] == [True, False]
    kept = Image.open(KEPT / f"{WITH_PLAN}.png")
    assert share_of_other_points(kept, picture(rendered.bytes)) <= MOST_OTHER


def test_pictures_of_layouts_are_small():
    sizes = {file.name: file.stat().st_size for file in Path(KEPT).glob("*.png")}
    assert max(sizes.values()) <= 40_000, sizes


def test_another_page_has_another_picture(drawn):
    one, other = (picture(drawn[name].bytes) for name in ("memo", "keterangan"))
    assert share_of_other_points(one, other) > MOST_OTHER


@pytest.mark.parametrize("layout", [one for one in LAYOUTS if head_parts(one).sender])
def test_a_layout_that_says_from_whom_needs_it(layout):
    with pytest.raises(ValueError, match="sender"):
        type(EXAMPLES[layout]).model_validate(
            EXAMPLES[layout].model_dump() | {"sender": None}
        )


def test_whom_a_decree_goes_to_is_not_listed_behind_it(drawn):
    many = {"recipients": tuple((f"Camat {n}",) for n in range(6))}
    tree = EXAMPLES["keputusan"].model_copy(update=many)
    rendered = TypstRenderer().render(tree, tree.type, letters.final(tree))
    assert "DAFTAR PENERIMA" not in words(rendered)


def test_more_than_three_who_are_sent_stand_in_a_table():
    tree = EXAMPLES["tugas"]
    people = tree.body[1]
    longer = people.model_copy(update={"value": people.value * 2})
    body = (tree.body[0], longer, *tree.body[2:])
    rendered = TypstRenderer().render(
        tree.model_copy(update={"body": body}), tree.type, letters.final(tree)
    )
    assert "MEMERINTAHKAN: Kepada : No. Nama" in words(rendered)


def test_the_lampiran_of_a_decree_names_the_decree_and_its_subject():
    tree = EXAMPLES["keputusan"]
    annex = Annex(title="SUSUNAN TIM", body=tree.body[:0])
    longer = tree.model_copy(update={"annexes": (annex, annex)})
    rendered = TypstRenderer().render(longer, tree.type, letters.final(longer))
    head = (
        f"LAMPIRAN II KEPUTUSAN BUPATI WANASARI NOMOR : {NUMBER} TANGGAL : {DAY}"
        " TENTANG PEMBENTUKAN TIM NASKAH DINAS ELEKTRONIK SUSUNAN TIM"
    )
    assert head in words(rendered)
