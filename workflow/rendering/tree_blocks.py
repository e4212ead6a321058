"""The blocks of which the body of a letter is made, as frozen in its content tree.

A field that was added later is left out where it says what was always so, and a new
kind of block changes no old one: trees of before keep their bytes.
"""

from typing import Annotated, Literal

from pydantic import Field

from workflow.rendering.inline import Frozen, Inline, Line

BlockId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\w.:-]+$")]
Alignment = Literal["left", "right", "center"]
PointStyle = Literal["letter", "number", "none"]


class Paragraph(Frozen):
    """Running text."""

    id: BlockId
    type: Literal["paragraph"] = "paragraph"
    value: Inline


class Heading(Frozen):
    """A heading between paragraphs; level 2 only below a level 1."""

    id: BlockId
    type: Literal["heading"] = "heading"
    value: Inline
    level: Literal[1, 2] = 1


class ListItem(Frozen):
    """One point; its own points are the next level (1. a. 1) a))."""

    text: Inline
    items: tuple["ListItem", ...] = ()


class NumberedList(Frozen):
    """Numbered points, at most four levels.

    `style`: `letter` counts a. 1) a) (1); without it 1. a. 1) a).
    """

    id: BlockId
    type: Literal["numbered_list"] = "numbered_list"
    value: tuple[ListItem, ...]
    style: Literal["letter"] | None = None


class MergedCell(Frozen):
    """A cell over more than one column or row; cells it covers are left out."""

    text: Inline
    colspan: int | None = Field(default=None, ge=2)
    rowspan: int | None = Field(default=None, ge=2)


Cell = Inline | MergedCell


class TableValue(Frozen):
    """Header, rows of the same width, widths as shares of the page.

    `align`: one for each column; without it all stand at the left.
    """

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] | None = None
    align: tuple[Alignment, ...] | None = None


class Table(Frozen):
    """A table whose header repeats on every page."""

    id: BlockId
    type: Literal["table"] = "table"
    value: TableValue


class Person(Frozen):
    """One row of a table of officials."""

    name: Line
    rank: Line = ""
    nip: Line = ""
    position: Line = ""


class PeopleTable(Frozen):
    """Officials: number, name, rank, NIP, position."""

    id: BlockId
    type: Literal["people_table"] = "people_table"
    value: tuple[Person, ...]


class FieldRow(Frozen):
    """`label : value`, as in the agenda of an invitation."""

    label: Line
    value: Inline


class Fields(Frozen):
    """Label and value pairs, indented."""

    id: BlockId
    type: Literal["fields"] = "fields"
    value: tuple[FieldRow, ...]


class Consideration(Frozen):
    """`Menimbang : a. bahwa …`: a label and its points."""

    label: Line
    style: PointStyle
    items: tuple[ListItem, ...]


class Considerations(Frozen):
    """Konsiderans of a decree; also Dasar, Kepada, Untuk of an order."""

    id: BlockId
    type: Literal["considerations"] = "considerations"
    value: tuple[Consideration, ...]


class DictumValue(Frozen):
    """The word (MEMUTUSKAN:), what Menetapkan says, points from KESATU on."""

    word: Line
    title: Inline | None = None
    items: tuple[ListItem, ...] = ()


class Dictum(Frozen):
    """Diktum of a decree."""

    id: BlockId
    type: Literal["dictum"] = "dictum"
    value: DictumValue


class ChapterTitle(Frozen):
    """BAB I or Bagian Kesatu, without the number that the page counts."""

    kind: Literal["bab", "bagian"]
    title: Line


class Chapter(Frozen):
    """The head of a bab or bagian of a regulation or agreement."""

    id: BlockId
    type: Literal["chapter"] = "chapter"
    value: ChapterTitle


class Article(Frozen):
    """Pasal: one paragraph, or several counted as ayat."""

    id: BlockId
    type: Literal["article"] = "article"
    value: tuple[ListItem, ...]


class Signatory(Frozen):
    """Somebody who signs on paper: as what (`role`), in which position (`title`)."""

    role: Line
    name: Line
    title: Line | None = None
    rank: Line | None = None
    nip: Line | None = None


class Signatures(Frozen):
    """Signature blocks on paper, two side by side."""

    id: BlockId
    type: Literal["signatures"] = "signatures"
    value: tuple[Signatory, ...]


class PageBreak(Frozen):
    """What follows begins a new page."""

    id: BlockId
    type: Literal["page_break"] = "page_break"


class AnnexTitle(Frozen):
    """Title of a lampiran; how its paper lies where that does not follow its tables."""

    title: Line
    orientation: Literal["portrait", "landscape"] | None = None


class AnnexHead(Frozen):
    """A lampiran begins: all blocks up to the next one belong to it."""

    id: BlockId
    type: Literal["annex"] = "annex"
    value: AnnexTitle


class ImageValue(Frozen):
    """A picture: which upload, what it shows, its share of the width in percent.

    `sha256`: of the SVG that is drawn, made anew from the upload; a frozen tree has it.
    """

    attachment: Annotated[str, Field(max_length=36)]
    alt: Line
    width: int = Field(default=100, ge=20, le=100)
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")


class Image(Frozen):
    """A picture of the letter, with the words for those who cannot see it."""

    id: BlockId
    type: Literal["image"] = "image"
    value: ImageValue


Block = Annotated[
    Paragraph
    | Heading
    | NumberedList
    | Table
    | PeopleTable
    | Fields
    | Considerations
    | Dictum
    | Chapter
    | Article
    | Signatures
    | PageBreak
    | AnnexHead
    | Image,
    Field(discriminator="type"),
]
Body = tuple[Block, ...]
