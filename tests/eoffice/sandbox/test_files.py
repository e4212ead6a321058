"""Every foreign file ends in facts or in one clear state."""

import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from eoffice import sandbox
from tests.eoffice.sandbox import bombs


def encrypted_pdf(user_secret):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(bombs.one_page())) as document:
        document.save(
            out, encryption=pikepdf.Encryption(owner="pemilik", user=user_secret)
        )
    return out.getvalue()


def picture(kind, size=(1240, 1754), **more):
    out = io.BytesIO()
    Image.new("L", size, 255).save(out, kind, **more)
    return out.getvalue()


def office_file(part):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(part, "<x/>")
    return out.getvalue()


def test_pdf_is_known_by_its_content():
    facts = sandbox.probe(bombs.one_page())

    assert (facts.kind, facts.pages, facts.page_sizes) == ("pdf", 1, ((595.0, 842.0),))
    assert not facts.encrypted
    assert not facts.restricted


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_picture_is_one_page_of_its_paper_size(kind):
    facts = sandbox.probe(picture(kind, dpi=(150, 150)))

    assert (facts.kind, facts.pages) == (kind.lower(), 1)
    assert facts.page_sizes[0][0] == pytest.approx(595.2, abs=0.3)


def test_tiff_of_three_pages():
    frames = [Image.new("L", (600, 800), 255) for _ in range(3)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])

    assert sandbox.probe(out.getvalue()).pages == 3


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("word/document.xml", "docx"),
        ("xl/workbook.xml", "xlsx"),
        ("ppt/presentation.xml", "pptx"),
        ("something/else", "zip"),
    ],
)
def test_office_file_is_known_by_its_parts(part, kind):
    facts = sandbox.probe(office_file(part))

    assert (facts.kind, facts.pages) == (kind, None)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"MZ\x90\x00 renamed to surat.pdf", "exe"),
        (b"\x7fELF\x02\x01", "exe"),
        (b"Rar!\x1a\x07\x01\x00", "rar"),
        (b"<html><script>alert(1)</script>", "unknown"),
    ],
)
def test_renamed_program_is_no_document(data, kind):
    assert sandbox.probe(data).kind == kind


def test_locked_pdf_is_said_to_be_locked():
    facts = sandbox.probe(encrypted_pdf("rahasia"))

    assert facts.encrypted
    assert facts.pages is None


def test_pdf_that_only_forbids_copying_is_readable():
    facts = sandbox.probe(encrypted_pdf(""))

    assert facts.restricted
    assert not facts.encrypted


@pytest.mark.parametrize("task", ["extract_text", "render_page", "ocr_page"])
def test_locked_pdf_cannot_be_read(task):
    args = {} if task == "extract_text" else {"page": 1}

    with pytest.raises(sandbox.FileEncrypted):
        sandbox.run(task, encrypted_pdf("rahasia"), **args)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"garbage" * 1000,
        bombs.no_pages(),
        b"PK\x03\x04 cut off",
        picture("PNG")[:20],
        b"\x89PNG\r\n\x1a\n" + bytes(100),
    ],
    ids=["empty", "head", "garbage", "no-pages", "zip", "png-cut", "png-zeros"],
)
def test_broken_file_is_said_to_be_broken(data):
    with pytest.raises(sandbox.FileBroken):
        sandbox.probe(data)


@pytest.mark.parametrize("number", [0, -1, 2])
def test_page_that_is_not_there(number):
    with pytest.raises(sandbox.FileBroken):
        sandbox.render_page(bombs.one_page(), number)


def test_too_many_pages():
    kids = b" ".join(b"3 0 R" for _ in range(30))
    pages = b"<</Type/Pages/Kids[" + kids + b"]/Count 30>>"
    data = bombs.pdf_of(bombs.CATALOGUE, pages, bombs.PAGE % b"", bombs.stream(b""))

    with pytest.raises(sandbox.TooManyPages):
        sandbox.probe(data, limits=sandbox.Limits(pages=20))


@pytest.mark.parametrize("bomb", [bombs.content_bomb, bombs.picture_bomb])
@pytest.mark.parametrize("task", ["extract_text", "render_page"])
def test_ten_gigabytes_in_a_pdf_end_in_facts_or_a_state(bomb, task):
    args = {} if task == "extract_text" else {"page": 1, "width": 400}

    try:
        answer = sandbox.run(task, bomb(), **args)
    except (
        sandbox.SandboxMemory,
        sandbox.SandboxTimeout,
        sandbox.SandboxCrashed,
        sandbox.FileBroken,
    ) as state:
        assert state.code  # noqa: PT017 - either end is right, a hang is not
    else:
        assert answer

    assert sandbox.probe(bombs.one_page()).pages == 1


def test_picture_of_huge_dimensions_is_refused_before_decoding():
    with pytest.raises(sandbox.FileTooLarge):
        sandbox.probe(bombs.png(60_000, 60_000))


def test_picture_is_decoded_no_further_than_its_size():
    data = bombs.png(1000, 1000, inflated=10 * bombs.GIGABYTE)

    assert sandbox.render_page(data, 1, width=100).width == 100


def test_office_bomb_is_refused_before_unpacking():
    with pytest.raises(sandbox.FileTooLarge):
        sandbox.probe(bombs.zip_bomb())


def test_huge_page_is_drawn_coarser_than_asked():
    drawn = sandbox.render_page(bombs.huge_page(), 1, dpi=300)

    assert drawn.width * drawn.height <= sandbox.Limits().pixels
    assert sandbox.render_page(bombs.huge_page(), 1, width=300).width == 300


@pytest.mark.parametrize(("form", "start"), [("webp", b"RIFF"), ("png", b"\x89PNG")])
def test_page_picture_has_the_width_asked_for(form, start):
    picture = sandbox.render_page(bombs.one_page(), 1, width=640, form=form)

    assert picture.content.startswith(start)
    assert picture.width == 640


def test_words_stand_where_they_are_shown():
    (page,) = sandbox.run("extract_text", bombs.one_page())

    (first, x0, y0, x1, y1), second = page["words"]
    assert (first, second[0]) == ("Surat", "percobaan")
    assert 71 < x0 < x1 < second[1]
    assert 842 - 700 - 12 < y0 < y1 < 842 - 700 + 4


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_words_of_a_turned_page_stand_where_they_are_shown(turn):
    data = bombs.one_page().replace(b"/MediaBox", b"/Rotate %d/MediaBox" % turn)

    (page,) = sandbox.run("extract_text", data)

    _, x0, y0, x1, y1 = page["words"][0]
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    expected = {90: (695, 88), 180: (508, 695), 270: (147, 508)}[turn]
    assert middle == pytest.approx(expected, abs=12)
