"""Kinds of files the office accepts, told by content and by name together."""

from dataclasses import dataclass
from pathlib import PurePath

from eoffice.objects.errors import UploadTypeRefused
from eoffice.objects.refused_kinds import misnamed, what_it_is

HEAD_BYTES = 1024  # a PDF may have that much before its header (ISO 32000 annex I)
NAME_LENGTH = 255
ZIP = b"PK\x03\x04"
OFFICE_XML = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """An accepted kind: the sandbox's `code`, media type, extensions, first bytes."""

    code: str
    media_type: str
    extensions: tuple[str, ...]
    magic: tuple[bytes, ...]


KINDS = (
    FileKind(
        code="pdf",
        media_type="application/pdf",
        extensions=(".pdf",),
        magic=(b"%PDF-",),
    ),
    FileKind(
        code="png",
        media_type="image/png",
        extensions=(".png",),
        magic=(b"\x89PNG\r\n\x1a\n",),
    ),
    FileKind(
        code="jpeg",
        media_type="image/jpeg",
        extensions=(".jpg", ".jpeg"),
        magic=(b"\xff\xd8\xff",),
    ),
    FileKind(
        code="tiff",
        media_type="image/tiff",
        extensions=(".tif", ".tiff"),
        magic=(b"II*\x00", b"MM\x00*"),
    ),
    FileKind(
        code="webp",
        media_type="image/webp",
        extensions=(".webp",),
        magic=(b"RIFF",),
    ),
    FileKind(
        code="docx",
        media_type=f"{OFFICE_XML}.wordprocessingml.document",
        extensions=(".docx",),
        magic=(ZIP,),
    ),
    FileKind(
        code="xlsx",
        media_type=f"{OFFICE_XML}.spreadsheetml.sheet",
        extensions=(".xlsx",),
        magic=(ZIP,),
    ),
    FileKind(
        code="pptx",
        media_type=f"{OFFICE_XML}.presentationml.presentation",
        extensions=(".pptx",),
        magic=(ZIP,),
    ),
    FileKind(
        code="odt",
        media_type=f"{OPEN_DOCUMENT}.text",
        extensions=(".odt",),
        magic=(ZIP,),
    ),
    FileKind(
        code="ods",
        media_type=f"{OPEN_DOCUMENT}.spreadsheet",
        extensions=(".ods",),
        magic=(ZIP,),
    ),
    FileKind(
        code="odp",
        media_type=f"{OPEN_DOCUMENT}.presentation",
        extensions=(".odp",),
        magic=(ZIP,),
    ),
)
# Text has no first bytes of its own, and is no document: taken where a table is asked.
TABLE = FileKind(code="text", media_type="text/csv", extensions=(".csv",), magic=())
BY_MEDIA_TYPE = {kind.media_type: kind for kind in (*KINDS, TABLE)}


def kind_of(head: bytes, name: str, *, tables: bool = False) -> FileKind:
    """Return the kind that both the first bytes and the extension speak for.

    What is inside a ZIP, and whether a table is text, is told later, in the sandbox.
    `tables`: CSV is taken too.

    Raises:
        UploadTypeRefused: not accepted, or content and name disagree.
    """
    extension = PurePath(name.strip()).suffix.lower()
    alike = [kind for kind in KINDS if _begins_as(head, kind)]
    for kind in alike:
        if extension in kind.extensions:
            return kind
    if tables and not alike and extension in TABLE.extensions:
        return TABLE
    told = {kind.extensions[0] for kind in alike}
    if len(told) == 1:
        (wanted,) = told
        raise UploadTypeRefused(misnamed(wanted.strip(".").upper(), wanted))
    raise UploadTypeRefused(what_it_is(head, name))


def _begins_as(head: bytes, kind: FileKind) -> bool:
    if kind.code == "pdf":
        return b"%PDF-" in head[:HEAD_BYTES]
    if kind.code == "webp":  # RIFF holds films and sounds too
        return head.startswith(kind.magic) and head[8:12] == b"WEBP"
    return head.startswith(kind.magic)


def plain_name(name: str) -> str:
    """Return a file name fit to be kept and shown: no path, no control characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(sign for sign in last if sign.isprintable()).strip()
    path = PurePath(shown or "tanpa-nama")
    # cut before its end: the extension says what it is
    return path.stem[: NAME_LENGTH - len(path.suffix)] + path.suffix
