import io

import pytest
from PIL import Image

from demo.specimens.letters import Faults, degrade, specimens
from eoffice import sandbox
from tests.eoffice.sandbox import bombs
from workflow.reading import proposal_pages, read_letter, read_pages


@pytest.fixture(scope="module")
def letter():
    return next(specimens(1))


def test_first_three_pages_and_the_last_are_enough():
    assert proposal_pages(67) == [1, 2, 3, 67]
    assert proposal_pages(2) == [1, 2]
    assert proposal_pages(1) == [1]


def test_embedded_text_needs_no_ocr(letter):
    (page,) = read_pages(letter.pdf)

    assert page.source == "embedded"
    assert letter.expected.number in page.text


def test_skewed_scan_is_read_and_its_words_stand_where_they_are(letter):
    scan = degrade(letter.pdf, seed=1, faults=Faults(rotation=2.0, noise=0.1))

    reading = read_letter(scan)

    (page,) = reading.pages
    assert page.source == "ocr"
    assert abs(page.skew) == pytest.approx(2.0, abs=0.3)
    assert reading.proposal.number.value == letter.expected.number
    x0, y0, x1, y1 = reading.proposal.number.box
    assert 0 < x0 < x1 < page.width_pt
    assert 0 < y0 < y1 < page.height_pt / 2


def test_page_on_its_side_is_read(letter):
    shown = sandbox.render_page(letter.pdf, 1, dpi=200, form="png")
    side = Image.open(io.BytesIO(shown.content)).convert("L").rotate(90, expand=True)
    out = io.BytesIO()
    side.save(out, "PNG", dpi=(200, 200))

    (page,) = read_pages(out.getvalue())

    assert page.source == "ocr"
    assert page.width_pt > page.height_pt
    assert letter.expected.number in page.text


def test_text_that_is_only_a_footer_is_a_scan():
    data = bombs.one_page("Dokumen ini telah ditandatangani secara elektronik").replace(
        b"72 700 Td", b"72  40 Td"
    )

    (page,) = read_pages(data)

    assert page.source == "ocr"


def test_blank_page_has_no_text():
    out = io.BytesIO()
    Image.new("L", (800, 1100), 255).save(out, "PNG")

    (page,) = read_pages(out.getvalue())

    assert (page.source, page.words) == ("none", ())


def test_scan_is_the_same_for_the_same_seed(letter):
    faults = Faults(rotation=1.0, noise=0.2, blur=0.5, stamp="received")

    assert degrade(letter.pdf, seed=4, faults=faults) == degrade(
        letter.pdf, seed=4, faults=faults
    )


def test_letters_are_the_same_for_the_same_seed():
    assert [one.pdf for one in specimens(2)] == [one.pdf for one in specimens(2)]


def test_broken_file_has_no_proposal():
    with pytest.raises(sandbox.FileBroken):
        read_letter(b"%PDF-1.7 cut off")
