"""Pages as scanners, phones and signing programs really make them."""

import io
import math
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from demo.specimens.letters import specimens
from eoffice import sandbox
from workflow.reading import read_letter, read_pages
from workflow.reading.language import reads_as_language

FILES = Path(__file__).parent / "files"
SENDER = "Pemerintah Kabupaten Sukaraya, Dinas Sosial"


def found(name):
    reading = read_letter(FILES / name)
    fields = reading.proposal
    return reading, {
        "number": fields.number and fields.number.value,
        "date": fields.date and fields.date.value,
        "sender": fields.sender and fields.sender.value,
    }


@pytest.mark.parametrize(
    ("name", "source", "number"),
    [
        ("scan_received_stamp.pdf", "ocr", "005/321/Dinsos/2026"),
        ("wrong_tounicode.pdf", "ocr", "005/123/Dinsos/2026"),
        ("scan_turned90.pdf", "ocr", "005/321/Dinsos/2026"),
        ("scan_1px_1pt.pdf", "ocr", "005/324/Dinsos/2026"),
        ("letter_transparent.png", "ocr", "005/321/Dinsos/2026"),
        ("visible_signature.pdf", "embedded", "005/123/Dinsos/2026"),
        ("letter.docx", "embedded", "005/327/Dinsos/2026"),
        ("annex_rotate90.pdf", "embedded", "005/322/Dinsos/2026"),
    ],
)
def test_letter_is_read_as_a_person_reads_it(name, source, number):
    reading, values = found(name)

    assert reading.text_source == source
    assert values == {"number": number, "date": "2026-03-05", "sender": SENDER}


def test_scan_keeps_what_was_typed_over_it():
    (page,) = read_pages(FILES / "scan_received_stamp.pdf")

    assert "DITERIMA" in page.text
    assert "Undangan" in page.text


def test_lines_of_a_turned_table_are_words():
    text = read_pages(FILES / "annex_rotate90.pdf")[1].text

    assert "DAFTAR PENERIMA BANTUAN KECAMATAN SUMBERAGUNG" in text


def test_visible_signature_is_drawn_and_read():
    path = FILES / "visible_signature.pdf"
    picture = sandbox.render_page(path, 1, width=800, form="png").content
    with pypdfium2.PdfDocument(path) as bare:
        left_out = bare[0].render(scale=800 / 595.28, may_draw_forms=False).to_pil()
    drawn = Image.open(io.BytesIO(picture)).convert("L").histogram()
    without = left_out.convert("L").histogram()

    assert sum(drawn[:128]) > sum(without[:128])
    assert "Ditandatangani" in read_pages(path)[0].text


def test_page_of_any_size_is_drawn_within_the_limits():
    big = pypdfium2.PdfDocument.new()
    big.new_page(14_400, 14_400)
    target = io.BytesIO()
    big.save(target)

    picture = sandbox.render_page(target.getvalue(), 1, dpi=250)

    assert picture.width * picture.height <= sandbox.Limits().pixels


def test_picture_of_a_big_camera_is_decoded_coarser():
    target = io.BytesIO()
    Image.new("L", (9000, 7000), 255).save(target, "JPEG")

    assert sandbox.probe(target.getvalue()).pages == 1
    picture = sandbox.render_page(target.getvalue(), 1, width=800)
    assert (picture.width, picture.height) == (800, 622)


def test_one_bad_page_does_not_cost_the_file():
    pdf = (FILES / "annex_rotate90.pdf").read_bytes()
    broken = _with_broken_second_page(pdf)

    pages = read_pages(broken)

    assert "SUKARAYA" in pages[0].text


def _with_broken_second_page(pdf):
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.pages[1].obj.Contents = document.make_stream(b"q BT /F1 12 Tf (")
        document.pages[1].obj.MediaBox = pikepdf.Array([0, 0, 0, 0])
        target = io.BytesIO()
        document.save(target)
    return target.getvalue()


@pytest.mark.parametrize("angle", [-4.0, 3.0])
def test_boxes_of_a_tilted_scan_lie_on_their_words(angle):
    pdf = next(specimens(1)).pdf
    level = _picture(pdf, 0.0)
    tilted = _picture(pdf, angle)
    straight = {w.text: w for w in read_pages(level)[0].words if len(w.text) > 5}
    askew = [w for w in read_pages(tilted)[0].words if w.text in straight]
    page = read_pages(tilted)[0]

    off = [
        math.dist(_turned(_middle(straight[word.text]), angle, page), _middle(word))
        for word in askew
        if sum(one.text == word.text for one in askew) == 1
    ]

    assert len(off) > 10
    assert sorted(off)[len(off) // 2] < 4  # points: less than half a line


def _picture(pdf, angle):
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=200 / 72).to_pil().convert("L")
    turned = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    target = io.BytesIO()
    turned.save(target, "PNG", dpi=(200, 200))
    return target.getvalue()


def _middle(word):
    return ((word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2)


def _turned(place, angle, page):
    """Where a place of the level page is after the picture was turned."""
    radians = math.radians(angle)
    x, y = place[0] - page.width_pt / 2, place[1] - page.height_pt / 2
    return (
        x * math.cos(radians) + y * math.sin(radians) + page.width_pt / 2,
        -x * math.sin(radians) + y * math.cos(radians) + page.height_pt / 2,
    )


PROSE = (
    "Sehubungan dengan pelaksanaan program bantuan sosial tahun anggaran 2026 dengan "
    "ini kami mengundang Saudara untuk hadir pada rapat yang diselenggarakan di aula"
)
NAMES = (
    "1. Siti Aminah Krajan 2. Budi Hartono Sumberejo 3. Ni Luh Ayu 4. I Gede Putra "
    "5. Tri Rahayu 6. Abdul Rahman 198001012005012003 Rp600.000 7. Yustinus Tefa"
)


@pytest.mark.parametrize("text", [PROSE, NAMES, "Nomor 12", ""])
def test_what_offices_write_reads_as_language(text):
    assert reads_as_language(text.split())


@given(st.integers(1, 25))
def test_shifted_letters_do_not(shift):
    moved = "".join(
        chr((ord(sign.lower()) - 97 + shift) % 26 + 97) if sign.isalpha() else sign
        for sign in (PROSE + " ") * 3
    )

    assert not reads_as_language(moved.split())


@given(st.lists(st.text(max_size=12), max_size=60))
def test_any_text_gets_an_answer(words):
    assert reads_as_language(words) in (True, False)
