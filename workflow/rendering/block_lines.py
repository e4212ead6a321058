"""The text of a block in lines: what readers of differences hold against each other."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from workflow.rendering.inline import plain_text
from workflow.rendering.tree_blocks import (
    AnnexHead,
    Article,
    Block,
    Cell,
    Chapter,
    Considerations,
    Dictum,
    Fields,
    Heading,
    Image,
    ListItem,
    MergedCell,
    NumberedList,
    Paragraph,
    PeopleTable,
    Signatory,
    Signatures,
    Table,
)


def _points(items: Sequence[ListItem]) -> Iterator[str]:
    for item in items:
        yield plain_text(item.text)
        yield from _points(item.items)


def _row(cells: Sequence[Cell]) -> str:
    texts = [cell.text if isinstance(cell, MergedCell) else cell for cell in cells]
    return " | ".join(plain_text(text) for text in texts)


def _considerations(block: Considerations) -> Iterator[str]:
    for part in block.value:
        yield f"{part.label}:"
        yield from _points(part.items)


def _dictum(block: Dictum) -> Iterator[str]:
    yield block.value.word
    if block.value.title:
        yield plain_text(block.value.title)
    yield from _points(block.value.items)


def _signatory(one: Signatory) -> str:
    parts = (one.role, one.title, one.name, one.rank, one.nip)
    return " | ".join(part for part in parts if part)


def annex_words(block: AnnexHead) -> str:
    """Return the head of an annex for those who read the text, not the page."""
    return _("Annex: %(title)s") % {"title": block.value.title}


SHOWN_OF_HASH = 12  # enough to tell two pictures of one description apart


def picture_words(block: Image) -> str:
    """Return what stands for a picture where only words are read."""
    return _("Picture: %(alt)s") % {"alt": block.value.alt}


def _picture(block: Image) -> Iterator[str]:
    yield picture_words(block)
    if block.value.sha256:
        told = _("%(width)d percent wide, content code %(code)s")
        code = block.value.sha256[:SHOWN_OF_HASH]
        yield told % {"width": block.value.width, "code": code}


_LINES: dict[type, Callable[..., Iterable[str]]] = {
    Paragraph: lambda block: [plain_text(block.value)],
    Heading: lambda block: [plain_text(block.value)],
    NumberedList: lambda block: _points(block.value),
    Table: lambda block: map(_row, [block.value.header, *block.value.rows]),
    PeopleTable: lambda block: [
        " | ".join((one.name, one.rank, one.nip, one.position)) for one in block.value
    ],
    Fields: lambda block: [
        f"{row.label}: {plain_text(row.value)}" for row in block.value
    ],
    Considerations: _considerations,
    Dictum: _dictum,
    Chapter: lambda block: [block.value.title],
    Article: lambda block: _points(block.value),
    Signatures: lambda block: map(_signatory, block.value),
    Image: _picture,
    AnnexHead: lambda block: [annex_words(block)],
}


def block_lines(block: Block) -> list[str]:
    """Return the text of a block, one entry per paragraph, point, row or line."""
    lines = _LINES.get(type(block))
    return list(lines(block)) if lines else [_("Page break")]
