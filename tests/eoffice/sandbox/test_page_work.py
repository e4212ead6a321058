"""Splitting, turning and stamping pages behind the walls."""

import io

import pikepdf
import pytest

from demo.specimens.letters import specimens
from eoffice import sandbox
from tests.eoffice.objects import files
from tests.eoffice.sandbox import bombs


def pdf_of(*sizes: tuple[int, int], turned: int = 0) -> bytes:
    """A PDF with a page of each size."""
    document = pikepdf.new()
    for size in sizes:
        document.add_blank_page(page_size=size)
        if turned:
            document.pages[-1].rotate(turned, relative=False)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def signed_pdf() -> bytes:
    """A PDF whose form says that it is signed (nobody checks the value here)."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    value = pikepdf.Dictionary(Type=pikepdf.Name.Sig, Contents=b"x")
    field = document.make_indirect(
        pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="s", V=value)
    )
    document.Root.AcroForm = pikepdf.Dictionary(
        Fields=pikepdf.Array([field]), SigFlags=3
    )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def widths(data: bytes) -> list[int]:
    with pikepdf.open(io.BytesIO(data)) as document:
        return [int(page.mediabox[2]) for page in document.pages]


def text_of(data: bytes) -> str:
    pages = sandbox.run("extract_text", data, pages=[1])
    return " ".join(word[0] for page in pages for word in page["words"])


def test_a_scan_is_split_at_the_pages_asked_for():
    scan = pdf_of((100, 500), (200, 500), (300, 500))

    first, second = sandbox.split_pages(scan, [(1, 1), (2, 3)])

    assert widths(first) == [100]
    assert widths(second) == [200, 300]


def test_pages_are_turned_and_the_others_left():
    turned = sandbox.turn_pages(pdf_of((100, 500), (200, 500)), {2: 90})

    assert sandbox.probe(turned).page_sizes == ((100.0, 500.0), (500.0, 200.0))


@pytest.mark.parametrize("parts", [[(0, 1)], [(1, 4)], [(2, 1)]])
def test_pages_that_are_not_there_are_refused(parts):
    with pytest.raises(sandbox.PagesUnfit):
        sandbox.split_pages(pdf_of((100, 500), (200, 500)), parts)


def test_a_turn_that_is_no_quarter_is_refused():
    with pytest.raises(sandbox.PagesUnfit):
        sandbox.turn_pages(pdf_of((100, 500)), {1: 45})


def test_pages_of_a_signed_pdf_are_not_worked_on():
    with pytest.raises(sandbox.FileSigned):
        sandbox.split_pages(signed_pdf(), [(1, 1)])
    with pytest.raises(sandbox.FileSigned):
        sandbox.turn_pages(signed_pdf(), {1: 90})


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (files.pdf(password="kunci"), sandbox.FileEncrypted),
        (b"%PDF-1.7\nrusak sama sekali", sandbox.FileBroken),
        (files.docx(), sandbox.PagesUnfit),
        (bombs.content_bomb()[:300], sandbox.SandboxError),
    ],
    ids=["locked", "broken", "office file", "cut off"],
)
def test_files_without_workable_pages_end_in_a_state(data, fault):
    with pytest.raises(fault):
        sandbox.turn_pages(data, {1: 90})
    with pytest.raises(fault):
        sandbox.reading_copy(data, title="SALINAN BACA", lines=["Siti"])


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_reading_copy_names_its_reader_on_every_page_upright(turned):
    source = pdf_of((595, 842), (842, 595), turned=turned)

    copy = sandbox.reading_copy(
        source, title="SALINAN BACA", lines=["Dibaca Siti (TU) \\ 10.21"]
    )

    pages = sandbox.run("extract_text", copy, pages=[1, 2])
    for page in pages:
        foot = [w for w in page["words"] if w[2] > page["height"] - 40]
        # one line at the foot, read from left to right (turned pages: by letter)
        assert [w[1] for w in foot] == sorted(w[1] for w in foot)
        assert "".join(w[0] for w in foot) == "DibacaSiti(TU)\\10.21"


def test_a_reading_copy_keeps_the_letter_and_leaves_the_signature_behind():
    letter = next(iter(specimens(1)))
    before = text_of(letter.pdf)

    copy = sandbox.reading_copy(letter.pdf, title="SALINAN BACA", lines=["Siti"])

    assert letter.expected.number in text_of(copy)
    assert len(text_of(copy)) > len(before)
    with pikepdf.open(
        io.BytesIO(
            sandbox.reading_copy(signed_pdf(), title="SALINAN BACA", lines=["Siti"])
        )
    ) as plain:
        assert "/AcroForm" not in plain.Root


def test_a_picture_becomes_a_page_of_the_reading_copy():
    copy = sandbox.reading_copy(
        files.picture("PNG"), title="SALINAN BACA", lines=["Siti"]
    )

    assert sandbox.probe(copy).pages == 1
