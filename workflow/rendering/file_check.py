"""The quick look at a file before it is stored: about 2 ms, no second opinion.

The full check against the standards is veraPDF in CI; this one catches what would make
an archive copy useless: a lost claim, a font not embedded, something that runs.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

# Read in the XMP itself: archives and their checkers go by these claims.
_CLAIMS = {
    "pdfa_part": (
        r"pdfaid:part(?:>|=[\"'])\s*[23]\b",
        "XMP claims neither PDF/A-2 nor PDF/A-3.",
    ),
    "pdfa_conformance": (
        r"pdfaid:conformance(?:>|=[\"'])\s*A\b",
        "XMP does not claim PDF/A conformance level A.",
    ),
    "pdfua_part": (r"pdfuaid:part(?:>|=[\"'])\s*1\b", "XMP does not claim PDF/UA-1."),
}
_END = re.compile(rb"%%EOF(?P<after>[^%]{0,3})")
# A hostile file breaks the reader in more than one way.
_UNREADABLE = (pikepdf.PdfError, ValueError, KeyError, AttributeError, TypeError)
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_SCRIPT_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/Rendition", "/Movie", "/Sound"}
)
_HIDDEN_FLAGS = 0b10  # annotation flag 2: Hidden


@dataclass(frozen=True, kw_only=True)
class FileFault:
    """A reason not to store the file; `code` is stable, `message` is for the log."""

    code: str
    message: str


def check_file(pdf: bytes) -> list[FileFault]:
    """What keeps these bytes out of the store; empty means nothing found."""
    faults = list(_check_line_ends(pdf))
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            faults += _check_document(document)
    except pikepdf.PasswordError:
        return [*faults, FileFault(code="encrypted", message="The file is encrypted.")]
    except _UNREADABLE as broken:
        return [*faults, FileFault(code="unreadable", message=str(broken)[:200])]
    return faults


def _check_line_ends(pdf: bytes) -> Iterator[FileFault]:
    ends = list(_END.finditer(pdf))
    if not pdf.startswith(b"%PDF-") or not ends:
        yield FileFault(code="not_a_pdf", message="No PDF header or end.")
        return
    # Only line ends and the next object may follow; the last end has exactly one \n.
    if any(not found["after"].startswith((b"\n", b"\r")) for found in ends):
        yield FileFault(code="no_line_end", message="No line end after %%EOF.")
    elif not re.search(rb"%%EOF\r?\n\Z", pdf):
        yield FileFault(
            code="after_end", message="Something follows the last %%EOF and line end."
        )


def _check_document(document: pikepdf.Pdf) -> Iterator[FileFault]:
    if document.is_encrypted:
        yield FileFault(code="encrypted", message="The file is encrypted.")
    yield from _check_claims(document.Root)
    yield from _check_catalogue(document.Root)
    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield from _check_object(item)
    yield from _check_widgets(document)


def _check_claims(root: Any) -> Iterator[FileFault]:
    metadata = root.get("/Metadata")
    xmp = metadata.read_bytes().decode("utf-8", "replace") if metadata else ""
    for code, (pattern, message) in _CLAIMS.items():
        if not re.search(pattern, xmp):
            yield FileFault(code=code, message=message)


def _check_catalogue(root: Any) -> Iterator[FileFault]:
    marked = root.get("/MarkInfo", {}).get("/Marked", False)
    if not (marked and "/StructTreeRoot" in root):
        yield FileFault(code="not_tagged", message="The file is not tagged.")
    if not str(root.get("/Lang", "")):
        yield FileFault(code="no_language", message="The file names no language.")
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield FileFault(code="no_title_shown", message="DisplayDocTitle is not set.")
    # An array only says which page is shown first; anything else may run something.
    if "/OpenAction" in root and not isinstance(root.OpenAction, pikepdf.Array):
        yield FileFault(code="opens_action", message="The file acts when opened.")
    names = root.get("/Names", {})
    if "/AA" in root or "/JavaScript" in names:
        yield FileFault(code="script", message="The file carries a script.")


def _check_object(item: Any) -> Iterator[FileFault]:
    """Fonts, images and actions wherever they hang, appearance streams included."""
    kind = item.get("/Type")
    if kind == "/Font":
        yield from _check_font(item)
    # PDF/A forbids it: each viewer smooths otherwise, so each would show another page.
    if item.get("/Interpolate") is True:
        yield FileFault(code="interpolated", message="An image asks to be smoothed.")
    if "/JS" in item or (
        kind in (None, "/Action") and str(item.get("/S", "")) in _SCRIPT_ACTIONS
    ):
        yield FileFault(code="script", message="The file carries a script or action.")


def _check_font(font: Any) -> Iterator[FileFault]:
    subtype = str(font.get("/Subtype", ""))
    if subtype in {"/Type0", "/Type3"}:  # descendant fonts are objects of their own
        return
    descriptor = font.get("/FontDescriptor", {})
    if not any(name in descriptor for name in _FONT_FILES):
        name = str(font.get("/BaseFont", "?"))
        yield FileFault(code="font_not_embedded", message=f"Font {name} is missing.")


def _check_widgets(document: pikepdf.Pdf) -> Iterator[FileFault]:
    for number, page in enumerate(document.pages, start=1):
        for annotation in page.get("/Annots", []):
            if annotation.get("/Subtype") != "/Widget" or not _visible(annotation):
                continue
            if "/StructParent" not in annotation:
                yield FileFault(
                    code="widget_untagged",
                    message=f"A visible field on page {number} is outside the tags.",
                )


def _visible(annotation: Any) -> bool:
    left, bottom, right, top = (float(side) for side in annotation.Rect)
    hidden = int(annotation.get("/F", 0)) & _HIDDEN_FLAGS
    return not hidden and left != right and bottom != top
