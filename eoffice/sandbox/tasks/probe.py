"""What a file is, by its content: never by its name or by what the sender says."""

import io
import zipfile
from typing import Any

from eoffice.sandbox.errors import (
    FileBroken,
    FileEncrypted,
    FileTooLarge,
    TooManyPages,
)
from eoffice.sandbox.job import SandboxJob
from eoffice.sandbox.limits import Limits
from eoffice.sandbox.tasks import pdfs, pictures

HEAD = 1024
OFFICE_PARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"GIF8", "gif"),
    (b"{\\rtf", "rtf"),
)
#: A ratio above this is a bomb; office XML packs 5 to 20 times.
HIGHEST_RATIO = 200
RATIO_FROM_BYTES = 10 * 1024 * 1024
ENCRYPTED_FLAG = 0x1


def kind_of(data: bytes) -> str:
    """Short name of the content: pdf, png, jpeg, tiff, webp, zip, exe ... unknown."""
    for magic, kind in MAGIC:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    # The standard allows up to 1,024 bytes before the header.
    return "pdf" if b"%PDF-" in data[:HEAD] else "unknown"


def _facts(kind: str, **more: Any) -> dict[str, Any]:
    nothing: dict[str, Any] = {
        "pages": None,
        "page_sizes": [],
        "encrypted": False,
        "restricted": False,
    }
    return {"kind": kind, **nothing, **more}


def _check_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > limits.entries:
        message = f"{len(entries)} entries"
        raise FileTooLarge(message)
    bomb = unpacked > RATIO_FROM_BYTES and unpacked > HIGHEST_RATIO * max(packed, 1)
    if unpacked > limits.unpacked_bytes or bomb:
        message = f"{unpacked} bytes unpacked"
        raise FileTooLarge(message)


def _probe_zip(data: bytes, limits: Limits) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries, limits)
            names = set(archive.namelist())
            locked = any(entry.flag_bits & ENCRYPTED_FLAG for entry in entries)
            mimetype = b""
            if "mimetype" in names and not locked:
                with archive.open("mimetype") as part:
                    mimetype = part.read(HEAD).strip()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise FileBroken(str(error)) from error
    kinds = [kind for part, kind in OFFICE_PARTS.items() if part in names]
    kind = kinds[0] if kinds else OPEN_DOCUMENT.get(mimetype, "zip")
    return _facts(kind, encrypted=locked)


def _probe_pdf(data: bytes, limits: Limits) -> dict[str, Any]:
    try:
        with pdfs.opened(data) as document:
            pages = pdfs.page_count(document, limits)
            return _facts(
                "pdf",
                pages=pages,
                page_sizes=pdfs.page_sizes(document),
                restricted=pdfs.is_restricted(document),
            )
    except FileEncrypted:
        return _facts("pdf", encrypted=True)


def _probe_picture(data: bytes, kind: str, limits: Limits) -> dict[str, Any]:
    with pictures.opened(data, limits) as picture:
        frames = getattr(picture, "n_frames", 1)
        if frames > limits.pages:
            message = f"{frames} frames"
            raise TooManyPages(message)
        sizes = [
            pictures.size_in_points(pictures.frame_of(picture, number, limits))
            for number in range(1, frames + 1)
        ]
    return _facts(kind, pages=frames, page_sizes=sizes)


def probe(job: SandboxJob) -> dict[str, Any]:
    """`{kind, pages, page_sizes [[width, height] in points], encrypted, restricted}`.

    `encrypted`: cannot be read without a password. `restricted`: readable, but the
    maker asked for limits (no print, no copy). `pages` is None for office files.

    Raises:
        FileBroken: empty, cut off, no pages, or not what its first bytes claim.
        FileTooLarge: pixels or unpacked size beyond the limits.
        TooManyPages: more pages than the limits.
    """
    if not job.data:
        message = "empty"
        raise FileBroken(message)
    kind = kind_of(job.data)
    if kind == "pdf":
        return _probe_pdf(job.data, job.limits)
    if kind in pictures.KINDS:
        return _probe_picture(job.data, kind, job.limits)
    if kind == "zip":
        return _probe_zip(job.data, job.limits)
    if kind == "ole" and "EncryptedPackage".encode("utf-16-le") in job.data:
        return _facts(kind, encrypted=True)
    return _facts("text" if kind == "unknown" and _is_text(job.data) else kind)


def _is_text(data: bytes) -> bool:
    """Tell whether the bytes are UTF-8, no markup, without signs that no text has."""
    try:
        text = data.decode("utf-8-sig").lstrip()
    except UnicodeDecodeError:
        return False
    return text[:1] != "<" and not set(text) & ({*map(chr, range(32))} - {*"\t\r\n"})
