"""Work on pages with pypdf: splitting a scan, turning pages.

What comes out is a new file; the one that came in is not touched. A PDF that carries
an electronic signature is refused: any other bytes would no longer be what was
signed (PAdES, ISO 32000-2 section 12.8).
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from eoffice.sandbox.errors import (
    FileBroken,
    FileEncrypted,
    FileSigned,
    PagesUnfit,
    TooManyPages,
)
from eoffice.sandbox.job import SandboxJob
from eoffice.sandbox.limits import Limits
from eoffice.sandbox.tasks.probe import kind_of

#: What a library of parsers raises on a hostile file, besides its own errors.
FAULTS = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
QUARTERS = (90, 180, 270)
#: A signature dictionary must lie outside compressed streams to be measured.
SIGNED_MARK = b"/ByteRange"
DEEPEST_FORM = 20


@contextmanager
def faults_named() -> Iterator[None]:
    """Whatever the parser raises is a broken file; our own states pass."""
    try:
        yield
    except FAULTS as error:
        message = f"{type(error).__name__}: {error}"
        raise FileBroken(message) from error


def reader_of(data: bytes, limits: Limits) -> PdfReader:
    """The document; a limit its maker asked for (no password) does not stop reading.

    Raises:
        PagesUnfit, FileEncrypted, FileBroken, TooManyPages.
    """
    if kind_of(data) != "pdf":
        message = "not a PDF"
        raise PagesUnfit(message)
    with faults_named():
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
    if locked:
        raise FileEncrypted
    with faults_named():
        count = len(reader.pages)
    if count == 0:
        message = "no pages"
        raise FileBroken(message)
    if count > limits.pages:
        message = f"{count} pages"
        raise TooManyPages(message)
    return reader


def _signed_field(fields: Any, depth: int = 0) -> bool:
    if depth > DEEPEST_FORM or fields is None:
        return False
    for one in fields.get_object():
        field = one.get_object()
        if field.get("/FT") == "/Sig" and field.get("/V") is not None:
            return True
        if _signed_field(field.get("/Kids"), depth + 1):
            return True
    return False


def is_signed(data: bytes, reader: PdfReader) -> bool:
    """Whether the file carries a signature, by its form or by its bytes."""
    with faults_named():
        form = reader.root_object.get("/AcroForm")
        found = form.get_object() if form is not None else DictionaryObject()
        return SIGNED_MARK in data or _signed_field(found.get("/Fields"))


def _unsigned(job: SandboxJob) -> PdfReader:
    reader = reader_of(job.data, job.limits)
    if is_signed(job.data, reader):
        raise FileSigned
    return reader


def _bytes_of(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def split_pages(job: SandboxJob, *, parts: Sequence[Sequence[int]]) -> list[bytes]:
    """One new PDF for each `[first, last]` of `parts` (pages from 1, both included).

    Raises:
        FileSigned, PagesUnfit, or what is wrong with the file.
    """
    reader = _unsigned(job)
    count = len(reader.pages)
    if any(not 1 <= first <= last <= count for first, last in parts):
        message = f"parts outside 1..{count}"
        raise PagesUnfit(message)
    made = []
    with faults_named():
        for first, last in parts:
            writer = PdfWriter()
            for page in reader.pages[first - 1 : last]:
                writer.add_page(page)
            made.append(_bytes_of(writer))
    return made


def turn_pages(job: SandboxJob, *, turns: Mapping[str, int]) -> bytes:
    """A new PDF with some pages turned: `{page from 1: 90, 180 or 270}`, clockwise.

    Raises:
        FileSigned, PagesUnfit, or what is wrong with the file.
    """
    reader = _unsigned(job)
    wanted = {int(page): turn for page, turn in turns.items()}
    count = len(reader.pages)
    if not wanted or any(not 1 <= page <= count for page in wanted):
        message = f"pages outside 1..{count}"
        raise PagesUnfit(message)
    if any(turn not in QUARTERS for turn in wanted.values()):
        message = "not a quarter turn"
        raise PagesUnfit(message)
    with faults_named():
        writer = PdfWriter()
        for number, page in enumerate(reader.pages, start=1):
            added = writer.add_page(page)
            if number in wanted:
                added.rotate(wanted[number])
        return _bytes_of(writer)
