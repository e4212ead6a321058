"""What a page end must not part: lead-in and point, heading and text, signature."""

import pytest

from workflow.rendering.body import parse_body
from workflow.rendering.tree import LetterTree
from workflow.rendering.typst_renderer import TypstRenderer

from . import letters
from .layout_examples import EXAMPLES
from .page_lines import PageLine, lines_of

LEAD_IN = "Kami sampaikan hal-hal sebagai berikut:"
POINTS = ["Butir pertama.", "Butir kedua.", "Butir ketiga."]
CLOSING = "Demikian, atas perhatiannya diucapkan terima kasih."


def filled(lines: int) -> list[dict]:
    """Return so many lines of one paragraph each."""
    return [{"type": "paragraph", "value": f"Baris {n}."} for n in range(lines)]


def drawn(blocks: list[dict]) -> list[PageLine]:
    tree: LetterTree = letters.letter(blocks, cc=())
    rendered = TypstRenderer().render(tree, tree.type, letters.final(tree))
    return lines_of(rendered.bytes)


def page_of(lines: list[PageLine], words: str) -> int:
    return next(line.page for line in lines if words in line.text)


AFTER = {
    "list": {"type": "numbered_list", "value": POINTS},
    "fields": {"type": "fields", "value": [{"label": "hari", "value": POINTS[0]}]},
    "table": {"type": "table", "value": {"header": ["A"], "rows": [[POINTS[0]]]}},
    "paragraph": {"type": "paragraph", "value": POINTS[0]},
}


@pytest.mark.parametrize("lines", range(14, 24))
@pytest.mark.parametrize("kind", AFTER)
def test_a_lead_in_stays_with_what_it_announces(kind, lines):
    lead_in = {"type": "paragraph", "value": LEAD_IN}

    found = drawn([*filled(lines), lead_in, AFTER[kind], *filled(20)])

    assert page_of(found, LEAD_IN) == page_of(found, POINTS[0])


@pytest.mark.parametrize("lines", range(14, 26))
def test_a_point_that_announces_stays_with_its_first_part(lines):
    point = {"text": "Kegiatan ini meliputi:", "items": ["Bagian satu.", "Bagian dua."]}
    points = {"type": "numbered_list", "value": ["Butir lain.", point, "Akhir."]}

    found = drawn([*filled(lines), points, *filled(12)])

    assert page_of(found, "Kegiatan ini meliputi:") == page_of(found, "Bagian satu.")


@pytest.mark.parametrize("lines", range(14, 24))
def test_a_heading_stays_with_its_paragraph_even_over_a_lead_in(lines):
    heading = {"type": "heading", "value": "Pelaksanaan"}
    lead_in = {"type": "paragraph", "value": LEAD_IN}

    found = drawn([*filled(lines), heading, lead_in, AFTER["list"], *filled(20)])

    assert page_of(found, "Pelaksanaan") == page_of(found, POINTS[0])


ENDS = {
    "one_line": [{"type": "paragraph", "value": CLOSING}],
    "list": [{"type": "numbered_list", "value": POINTS}],
    "list_and_line": [
        {"type": "numbered_list", "value": POINTS},
        {"type": "paragraph", "value": CLOSING},
    ],
    "fields_and_line": [AFTER["fields"], {"type": "paragraph", "value": CLOSING}],
}


@pytest.mark.parametrize("lines", range(9, 24))
@pytest.mark.parametrize("kind", ENDS)
def test_the_signature_has_two_lines_of_text_on_its_page(kind, lines):
    found = drawn([*filled(lines), *ENDS[kind]])

    signed = next(line for line in found if line.text == "a.n. BUPATI WANASARI")
    over = [
        line.baseline
        for line in found
        if line.page == signed.page and 57 < line.baseline < signed.baseline
    ]
    assert len(set(over)) >= 2


@pytest.mark.parametrize("lines", range(8, 20, 2))
@pytest.mark.parametrize("layout", ["keputusan", "peraturan", "berita_acara"])
def test_the_signature_of_other_layouts_is_not_alone_either(layout, lines):
    tree = EXAMPLES[layout]
    more = parse_body([{"id": f"z{n}", **one} for n, one in enumerate(filled(lines))])
    longer = tree.model_copy(update={"body": (tree.body[0], *more, *tree.body[1:])})

    rendered = TypstRenderer().render(longer, tree.type, letters.final(longer))

    page, _left, top = rendered.marks["signature"]
    over = {
        line.baseline
        for line in lines_of(rendered.bytes)
        if line.page == page and 57 < line.baseline < top + 2
    }
    assert len(over) >= 2
