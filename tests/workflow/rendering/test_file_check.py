"""The quick check before storing: each fault, made with a real file."""

import io
from functools import cache

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from workflow.rendering.file_check import check_file
from workflow.rendering.typst_renderer import TypstRenderer

from . import letters


@cache
def good_file() -> bytes:
    tree = letters.letter()
    return TypstRenderer().render(tree, tree.type, letters.final(tree)).bytes


def changed(change, **saving) -> bytes:
    with pikepdf.open(io.BytesIO(good_file())) as document:
        change(document)
        out = io.BytesIO()
        document.save(out, **saving)
    return out.getvalue()


def codes(pdf: bytes) -> set[str]:
    return {fault.code for fault in check_file(pdf)}


def drop_metadata(document):
    del document.Root.Metadata


def drop_tags(document):
    del document.Root.StructTreeRoot


def drop_language(document):
    del document.Root.Lang


def hide_title(document):
    document.Root.ViewerPreferences.DisplayDocTitle = False


def lose_a_font(document):
    for item in document.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == "/FontDescriptor":
            for name in ("/FontFile", "/FontFile2", "/FontFile3"):
                if name in item:
                    del item[name]


def smooth_an_image(document):
    image = document.make_stream(
        b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8, Interpolate=True,
    )  # fmt: skip
    document.pages[0].Resources[Name.XObject] = Dictionary(I=image)


def open_with_script(document):
    action = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    document.Root.OpenAction = document.make_indirect(action)


def widget(document, rect, **more):
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array(rect), **more)
    document.pages[0].Annots = Array([document.make_indirect(field)])


def widget_with_foreign_font(document):
    font = document.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    appearance = document.make_stream(
        b"", Type=Name.XObject, Subtype=Name.Form,
        Resources=Dictionary(Font=Dictionary(F1=font)),
    )  # fmt: skip
    widget(document, [0, 0, 9, 9], StructParent=99, AP=Dictionary(N=appearance))


def test_our_own_file_is_clean():
    assert check_file(good_file()) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (drop_metadata, {"pdfa_part", "pdfa_conformance", "pdfua_part"}),
        (drop_tags, {"not_tagged"}),
        (drop_language, {"no_language"}),
        (hide_title, {"no_title_shown"}),
        (lose_a_font, {"font_not_embedded"}),
        (smooth_an_image, {"interpolated"}),
        (open_with_script, {"opens_action", "script"}),
        (lambda file: widget(file, [0, 0, 50, 20]), {"widget_untagged"}),
        (lambda file: widget(file, [0, 0, 0, 0]), set()),
        (widget_with_foreign_font, {"font_not_embedded"}),
    ],
)
def test_a_changed_file_is_named_by_its_fault(change, expected):
    assert codes(changed(change)) == expected


def test_an_encrypted_file_is_refused():
    locked = changed(
        lambda _file: None, encryption=pikepdf.Encryption(owner="o", user="", R=6)
    )
    assert "encrypted" in codes(locked)


def test_a_file_locked_by_a_password_is_refused():
    locked = changed(
        lambda _file: None, encryption=pikepdf.Encryption(owner="o", user="u", R=6)
    )
    assert "encrypted" in codes(locked)


@pytest.mark.parametrize(
    ("ending", "code"),
    [(b"", "no_line_end"), (b"\n\n", "after_end"), (b"\nekor", "after_end")],
)
def test_what_follows_the_end_is_exactly_one_line_end(ending, code):
    assert code in codes(good_file()[:-1] + ending)


@pytest.mark.parametrize("pdf", [b"", b"halo", b"%PDF-1.7\nrusak\n%%EOF\n"])
def test_what_is_no_pdf_is_refused(pdf):
    assert codes(pdf) & {"not_a_pdf", "unreadable"}
