"""Opening PDF files with PDFium and saying plainly what is wrong with them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from eoffice.sandbox.errors import FileBroken, FileEncrypted, TooManyPages
from eoffice.sandbox.limits import Limits

POINTS_PER_INCH = 72


@contextmanager
def opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """The document, form values and signatures drawn like the rest of a page.

    Raises:
        FileEncrypted, FileBroken: it cannot be opened.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise FileEncrypted(str(error)) from error
        raise FileBroken(str(error)) from error
    try:
        document.init_forms()
        yield document
    finally:
        document.close()


def page_count(document: pdfium.PdfDocument, limits: Limits) -> int:
    """Pages of the document; `FileBroken` if none, `TooManyPages` beyond limits."""
    pages = len(document)
    if pages == 0:
        message = "no pages"
        raise FileBroken(message)
    if pages > limits.pages:
        message = f"{pages} pages"
        raise TooManyPages(message)
    return pages


def page_sizes(document: pdfium.PdfDocument) -> list[list[float]]:
    """Width and height of each page as shown, points."""
    return [
        [round(side, 2) for side in document.get_page_size(at)]
        for at in range(len(document))
    ]


def is_restricted(document: pdfium.PdfDocument) -> bool:
    """Opens without a password but has a security handler (ISO 32000-2, 7.6)."""
    return bool(pdfium_c.FPDF_GetSecurityHandlerRevision(document) >= 0)


def page_of(
    document: pdfium.PdfDocument, number: int, limits: Limits
) -> pdfium.PdfPage:
    """Page `number` (from 1); `FileBroken` if it is missing or cannot be loaded."""
    if not 1 <= number <= page_count(document, limits):
        message = f"no page {number}"
        raise FileBroken(message)
    try:
        return document[number - 1]
    except pdfium.PdfiumError as error:
        raise FileBroken(str(error)) from error


def flat_page_of(
    document: pdfium.PdfDocument, number: int, limits: Limits
) -> pdfium.PdfPage:
    """Page `number` with what stands on it as annotation made part of its content.

    Visible signatures, stamps and form values are not in a page's text otherwise.
    In memory only; hidden annotations stay hidden.
    """
    page = page_of(document, number, limits)
    if pdfium_c.FPDFPage_GetAnnotCount(page) <= 0:
        return page
    pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
    page.close()
    return page_of(document, number, limits)
