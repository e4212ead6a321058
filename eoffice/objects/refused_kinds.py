"""What a file is that the office does not accept, and what to bring instead.

Told by its first bytes and its name. A refusal that only says no sends people to a
telephone; this one says what they hold in their hands.
"""

import re
from pathlib import PurePath

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

ACCEPTED = "PDF, JPEG, PNG, TIFF, WebP, DOCX, XLSX, PPTX, ODT, ODS, ODP"
_APPLE_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"PK\x05\x06",
)
_MAIL_HEAD = re.compile(
    rb"^(?:received|return-path|delivered-to|mime-version|message-id|from|subject|date):",
    re.IGNORECASE,
)
_WEB_HEAD = re.compile(rb"^\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)

PHOTO_OF_APPLE = _("This is a photo of an iPhone (HEIC). Send it as JPEG or PDF.")
OLD_WORD = _("This is a document of an old Word. Save it as DOCX or PDF.")
OLD_EXCEL = _("This is a table of an old Excel. Save it as XLSX or PDF.")
OUTLOOK = _(
    "This is a message of Outlook. Bring its attachments, or print the message to PDF."
)
OLD_OFFICE = _("This is a file of an old office program. Save it as PDF.")
LOCKED_OFFICE = _(
    "This file is locked with a password, or of an old office program. Save it as DOCX"
    " or XLSX without a password."
)
RICH_TEXT = _("This is a text in RTF. Save it as DOCX or PDF.")
MAIL = _("This is an e-mail. Bring its attachments, or print the message to PDF.")
WEB_PAGE = _("This is a web page. Print it to PDF.")
PACKED = _("This is a packed archive. Unpack it and bring the files one by one.")
PROGRAM = _("This is a program. Programs are never accepted.")
OTHER_PICTURE = _("This is a picture of another kind. Save it as PNG or JPEG.")
FILM = _("This is a film or a sound. Such files are not accepted.")
PLAIN_TEXT = _("This is a plain text. Print it to PDF.")

_BY_EXTENSION: dict[str, Promise] = {
    ".eml": MAIL,
    ".msg": OUTLOOK,
    ".htm": WEB_PAGE,
    ".html": WEB_PAGE,
    ".txt": PLAIN_TEXT,
    ".ppt": OLD_OFFICE,
    ".bmp": OTHER_PICTURE,
    ".mp4": FILM,
    ".mp3": FILM,
    ".mov": FILM,
}
_OLE_BY_EXTENSION = {
    ".doc": OLD_WORD,
    ".xls": OLD_EXCEL,
    ".msg": OUTLOOK,
    # A password wraps the file in the old container and leaves its name.
    ".docx": LOCKED_OFFICE,
    ".xlsx": LOCKED_OFFICE,
    ".pptx": LOCKED_OFFICE,
}


_BY_HEAD: tuple[tuple[tuple[bytes, ...], Promise], ...] = (
    ((b"{\\rtf",), RICH_TEXT),
    ((b"MZ", b"\x7fELF", b"#!"), PROGRAM),
    ((b"GIF8", b"BM"), OTHER_PICTURE),
)
_BY_PATTERN = ((_MAIL_HEAD, MAIL), (_WEB_HEAD, WEB_PAGE))


def _of_content(head: bytes, extension: str) -> Promise | None:
    if head[4:8] == b"ftyp":
        return PHOTO_OF_APPLE if head[8:12] in _APPLE_BRANDS else FILM
    if head.startswith(_OLE):
        return _OLE_BY_EXTENSION.get(extension, OLD_OFFICE)
    by_head = (told for begins, told in _BY_HEAD if head.startswith(begins))
    by_pattern = (told for pattern, told in _BY_PATTERN if pattern.match(head))
    return next(by_head, None) or next(by_pattern, None)


def what_it_is(head: bytes, name: str) -> Promise:
    """Return one sentence: what the file is and what to bring in its place."""
    extension = PurePath(name.strip()).suffix.lower()
    # the content speaks first: a name is easily wrong
    told = _of_content(head, extension) or _BY_EXTENSION.get(extension)
    # last, because other kinds are ZIPs too and have a better answer
    if told is None and head.startswith(_PACKED):
        told = PACKED
    return told or format_lazy(
        _("Files of this kind are not accepted. Bring one of these: {kinds}."),
        kinds=ACCEPTED,
    )


def misnamed(kind: str, wanted: str) -> Promise:
    """Return what to do with an accepted file whose name says something else.

    `kind` as people call it ("PDF"), `wanted` the end its name should have (".pdf").
    """
    return format_lazy(
        _(
            "The content of this file is {kind}, but its name does not end in {wanted}."
            " Rename it and bring it again."
        ),
        kind=kind,
        wanted=wanted,
    )
