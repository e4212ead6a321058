"""The content tree: all that a letter says, and nothing about how it is drawn.

Its canonical JSON is what is frozen in a version of the letter; the SHA-256 of those
bytes is the content hash that initials refer to. Canonical: UTF-8, keys sorted, no
space, no number but whole ones, fields without value left out; so a field added later
with no value changes no hash.
"""

import hashlib
import json
from typing import Literal

from pydantic import Field, model_validator

from workflow.rendering.inline import Frozen, Line
from workflow.rendering.tree_blocks import (
    Block,
    Body,
    FieldRow,
    Fields,
    Heading,
    ListItem,
    NumberedList,
    PageBreak,
    Paragraph,
    PeopleTable,
    Person,
    Table,
    TableValue,
)
from workflow.typesetting.layouts import Layout, head_parts

__all__ = [
    "Annex",
    "AttachedFile",
    "Block",
    "Body",
    "FieldRow",
    "Fields",
    "Heading",
    "LetterTree",
    "Letterhead",
    "ListItem",
    "Margins",
    "NumberedList",
    "PageBreak",
    "PageProfile",
    "Paragraph",
    "PeopleTable",
    "Person",
    "SignatureBlock",
    "Table",
    "TableValue",
    "canonical_json",
    "content_hash",
]

# In the hash: a reader in ten years must know by which rules a tree was written. The
# templates of a format are kept: what was initialled by them is drawn by them.
FORMAT_VERSION: Literal[2] = 2
FIRST_FORMAT = 1
# More addressees stand on a list of their own; `typst/head.typ` counts alike.
MOST_NAMED = 4
# The emblem stands in each tree, and trees are kept for ever.
MAX_EMBLEM = 512 * 1024

Urgency = Literal["biasa", "penting", "segera", "sangat_segera"]
SecurityClass = Literal["biasa", "terbatas", "rahasia", "sangat_rahasia"]


class Margins(Frozen):
    """Millimetres. Minimum values of the office: 20, 25, 30, 20."""

    top: int = Field(default=20, ge=10, le=60)
    bottom: int = Field(default=25, ge=20, le=60)
    left: int = Field(default=30, ge=10, le=60)
    right: int = Field(default=20, ge=10, le=60)


class PageProfile(Frozen):
    """Paper and type of the letters of one agency.

    `prints_biasa`: whether class B has its mark on the page, as T, R and SR have;
    `foot_size_pt`: of the sentence at the foot, without it 7 points as it once was.
    """

    paper: Literal["A4", "F4"] = "A4"
    font: Literal["Arimo"] = "Arimo"
    font_size_pt: int = Field(default=12, ge=10, le=14)
    line_spacing_percent: int = Field(default=130, ge=115, le=180)
    margins_mm: Margins = Margins()
    prints_biasa: bool | None = None
    foot_size_pt: int | None = Field(default=None, ge=7, le=10)


class Letterhead(Frozen):
    """Kop: chosen by the signing position's unit, not by the drafter's.

    `lines`: the government first, the name of the office last. `emblem_sha256` names
    the emblem that the office had when the letter was frozen, a self-contained SVG;
    `emblem_svg` is that SVG itself. With neither the placeholder is drawn.
    """

    kind: Literal["head_of_region", "agency"]
    lines: tuple[Line, ...] = Field(min_length=1, max_length=5)
    address: tuple[Line, ...] = Field(default=(), max_length=4)
    emblem_sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    emblem_svg: str | None = Field(default=None, max_length=MAX_EMBLEM)


class SignatureBlock(Frozen):
    """Who signs, as printed.

    Whether degrees, rank, NIP appear is the caller's rule (Permendagri 1/2023 Ps 44).
    """

    authority: tuple[Line, ...] = Field(min_length=1, max_length=6)
    name: Line = Field(min_length=1)
    rank: Line | None = None
    nip: Line | None = None


class Annex(Frozen):
    """Lampiran: pages after the letter, without letterhead."""

    title: Line | None = None
    body: Body


class AttachedFile(Frozen):
    """A file that goes with the letter: its name, SHA-256 in hex, size in bytes.

    `pages` where they could be counted.
    """

    name: Line
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int = Field(ge=0)
    pages: int | None = Field(default=None, ge=1)


class LetterTree(Frozen):
    """A letter, whole. Number and date are not here: they come with the signature.

    `type`: the layout of the page; `title`: the judul where it is not the layout's own;
    `has_number`: false for the types that bear none;
    `recipients`: for each, its lines without "Yth."; `recipients_place`: the one "di"
    that closes them; `sender`: the "Dari" of a nota dinas; `references` are kept, not
    printed; `attachments`: as printed, "2 (dua) berkas"; `attachment_files`: which
    these are, in order; `embeds_files`: they stand in the PDF too; `foot`: the
    sentence on the check of the signature, with `{alamat}` and `{kode}` for what is
    known only then. Trees frozen before there was such a field have none, and their
    format says by which rules they are drawn.
    """

    format: Literal[1, 2] = FORMAT_VERSION
    type: Layout
    title: Line | None = None
    has_number: Literal[False] | None = None
    language: Literal["id"] = "id"
    page: PageProfile = PageProfile()
    letterhead: Letterhead
    place: Line = Field(min_length=1)
    subject: Line = Field(min_length=1)
    urgency: Urgency = "biasa"
    security_class: SecurityClass = "biasa"
    classification: Line | None = None
    attachments: Line | None = None
    attachment_files: tuple[AttachedFile, ...] | None = Field(
        default=None, min_length=1
    )
    recipients: tuple[tuple[Line, ...], ...] = ()
    recipients_place: Line | None = None
    sender: Line | None = None
    cc: tuple[Line, ...] = ()
    references: tuple[Line, ...] = ()
    body: Body
    signature: SignatureBlock
    unit: Line = Field(min_length=1)
    foot: Line | None = Field(default=None, max_length=600)
    embeds_files: bool | None = None
    annexes: tuple[Annex, ...] = ()

    @model_validator(mode="after")
    def _says_what_its_layout_prints(self) -> "LetterTree":
        prints = head_parts(self.type)
        if prints.sender and not self.sender:
            raise ValueError("this letter names its sender")
        if prints.recipients and not self.recipients:
            raise ValueError("this letter names who gets it")
        return self


def canonical_json(tree: LetterTree) -> bytes:
    """The bytes that are frozen and hashed."""
    return json.dumps(
        tree.model_dump(mode="json", exclude_none=True),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode()


def content_hash(tree: LetterTree) -> str:
    """SHA-256 of the canonical JSON, 64 hexadecimal signs."""
    return hashlib.sha256(canonical_json(tree)).hexdigest()
