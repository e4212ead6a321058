"""The blocks of a letter's body as the editor offers them: a closed set.

`workflow.letters.body` maps them to the API's body blocks, and those to the content
tree.
Tables are typed or pasted as lines with cells between `|` (or tabs): quick by
keyboard, and a copy from a spreadsheet lands in the right cells.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

INLINE_FEATURES = ["bold", "italic", "underline", "letter-link"]
# As the page has numbers for: 1. a. 1) a).
LIST_LEVELS = 4


class RichLine(blocks.RichTextBlock):
    """Running text with bold, italic and underline."""

    def __init__(self, **options: object) -> None:
        options.setdefault("features", INLINE_FEATURES)
        options.setdefault("label", _("Text"))
        super().__init__(**options)


def _points(level: int) -> blocks.ListBlock:
    parts: list[tuple[str, blocks.Block]] = [("text", RichLine())]
    if level < LIST_LEVELS:
        parts.append(("items", _points(level + 1)))
    options: dict[str, object] = {
        "label": _("Points") if level == 1 else _("Points below")
    }
    if level > 1:
        # Folded and empty at first: most points have none below.
        options |= {"min_num": 0, "default": [], "collapsed": True}
    return blocks.ListBlock(blocks.StructBlock(parts, label=_("Point")), **options)


class TableBlock(blocks.StructBlock):
    """A table; the first line is its header."""

    cells = blocks.TextBlock(
        label=_("Lines"),
        help_text=_("One row per line, cells separated by |. The first is the header."),
    )
    widths = blocks.CharBlock(
        label=_("Widths"),
        required=False,
        help_text=_("Shares of the width, for example 1, 4, 2. Empty: even."),
    )


class PersonBlock(blocks.StructBlock):
    """One person of a list of names."""

    name = blocks.CharBlock(label=_("Name"))
    rank = blocks.CharBlock(required=False, label=_("Rank"))
    nip = blocks.CharBlock(required=False, label=_("NIP"))
    position = blocks.CharBlock(required=False, label=_("Position"))


class FieldBlock(blocks.StructBlock):
    """One line `hari, tanggal : Kamis, 3 Desember 2026`."""

    label = blocks.CharBlock(label=_("Label"))
    value = blocks.CharBlock(label=_("Content"))


# Closed: each block needs a template that keeps PDF/A, so nobody adds raw HTML.
class LetterBodyBlock(blocks.StreamBlock):
    """The body of a letter."""

    paragraph = RichLine(label=_("Paragraph"))
    heading = blocks.CharBlock(label=_("Sub-heading"), max_length=200)
    subheading = blocks.CharBlock(label=_("Sub-heading, level 2"), max_length=200)
    numbered_list = _points(1)
    table = TableBlock(label=_("Table"))
    people_table = blocks.ListBlock(PersonBlock(), label=_("List of names"))
    fields = blocks.ListBlock(FieldBlock(), label=_("Day, time, place"))
    page_break = blocks.StaticBlock(label=_("Page break"))

    class Meta:
        required = False
