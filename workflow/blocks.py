"""The blocks of a letter's body: a closed set, mapped to the content tree.

Shape of the stored value is the API's body block: `{"id", "type", "value"}`.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

INLINE_FEATURES = ["bold", "italic", "underline", "link"]


class NumberedItemBlock(blocks.StructBlock):
    """One point, with optional points below it."""

    text = blocks.RichTextBlock(features=INLINE_FEATURES, label=_("Text"))
    items = blocks.ListBlock(
        blocks.StructBlock(
            [("text", blocks.RichTextBlock(features=INLINE_FEATURES, label=_("Text")))]
        ),
        required=False,
        default=[],
        label=_("Points below"),
    )

    class Meta:
        label = _("Point")


class TableBlock(blocks.StructBlock):
    """A table: header and rows, cells separated by `|` in the editor."""

    header = blocks.ListBlock(blocks.CharBlock(label=_("Column")), label=_("Header"))
    rows = blocks.ListBlock(
        blocks.ListBlock(blocks.CharBlock(required=False, label=_("Cell"))),
        label=_("Rows"),
    )


class PersonBlock(blocks.StructBlock):
    """One person of a list of names."""

    name = blocks.CharBlock(label=_("Name"))
    nip = blocks.CharBlock(required=False, label=_("NIP"))
    rank = blocks.CharBlock(required=False, label=_("Rank"))
    position = blocks.CharBlock(required=False, label=_("Position"))


class FieldBlock(blocks.StructBlock):
    """One line `hari, tanggal : Kamis, 3 Desember 2026`."""

    label = blocks.CharBlock(label=_("Label"))
    value = blocks.CharBlock(label=_("Content"))


class LetterBodyBlock(blocks.StreamBlock):
    """The body of a letter."""

    paragraph = blocks.RichTextBlock(features=INLINE_FEATURES, label=_("Paragraph"))
    heading = blocks.CharBlock(label=_("Sub-heading"), max_length=200)
    numbered_list = blocks.ListBlock(NumberedItemBlock(), label=_("Numbered points"))
    table = TableBlock(label=_("Table"))
    people_table = blocks.ListBlock(PersonBlock(), label=_("List of names"))
    fields = blocks.ListBlock(FieldBlock(), label=_("Day, time, place"))
    page_break = blocks.StaticBlock(label=_("Page break"))

    class Meta:
        required = False
