"""The buttons above the text of a letter, in groups."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from workflow.admin.drafting.offered_parts import abilities, offered_parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One button: the act of the editor, its icon, what it is called, its keys."""

    act: str
    icon: str
    label: str
    keys: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolGroup:
    """Buttons that belong together; `when`: shown with the cursor there alone."""

    label: str
    tools: list[Tool]
    when: str = ""


def _tool(act: str, icon: str, label: str, keys: str = "") -> Tool:
    return Tool(act=act, icon=icon, label=label, keys=keys)


def _table_tools() -> list[Tool]:
    known = abilities()
    tools = [
        _tool("rowAfter", "between-horizontal-start", _("Add a row")),
        _tool("columnAfter", "between-vertical-start", _("Add a column")),
        _tool("dropRow", "rows-3", _("Delete the row")),
        _tool("dropColumn", "columns-3", _("Delete the column")),
        _tool("wider", "unfold-horizontal", _("Widen the column")),
        _tool("narrower", "fold-horizontal", _("Narrow the column")),
    ]
    if "merging" in known:
        tools += [
            _tool("merge", "table-cells-merge", _("Merge the cells")),
            _tool("split", "table-cells-split", _("Split the cell")),
        ]
    if "align" in known:
        tools += [
            _tool("alignLeft", "text-align-start", _("Column to the left")),
            _tool("alignRight", "text-align-end", _("Column to the right")),
        ]
    return [*tools, _tool("dropTable", "trash-2", _("Delete the table"))]


def _picture_tools() -> list[Tool]:
    return [
        _tool("pictureWider", "unfold-horizontal", _("Widen the picture")),
        _tool("pictureNarrower", "fold-horizontal", _("Narrow the picture")),
    ]


def _annex_tools() -> list[Tool]:
    return [
        _tool(
            "annexAuto", "wand-sparkles", _("Paper of this annex: as its tables need")
        ),
        _tool("annexPortrait", "rectangle-vertical", _("Paper of this annex: upright")),
        _tool(
            "annexLandscape", "rectangle-horizontal", _("Paper of this annex: sideways")
        ),
    ]


def editor_tools(allowed: Collection[str]) -> list[ToolGroup]:
    """Return the groups of buttons, in order, for what the type of letter allows."""
    look = [
        _tool("bold", "bold", _("Bold"), "Ctrl+B"),
        _tool("italic", "italic", _("Italic"), "Ctrl+I"),
        _tool("underline", "underline", _("Underline"), "Ctrl+U"),
    ]
    words = [_tool("paragraph", "pilcrow", _("Paragraph"))]
    if "heading" in allowed:
        words += [
            _tool("heading", "heading-1", _("Sub-heading")),
            _tool("subheading", "heading-2", _("Sub-heading, level 2")),
        ]
    parts = [
        _tool(one.act, one.icon, one.label)
        for one in offered_parts(allowed)
        if one.act != "heading"
    ]
    levels = [
        _tool("deeper", "indent-increase", _("One level deeper"), "Tab"),
        _tool("higher", "indent-decrease", _("One level up"), "Shift+Tab"),
    ]
    order = [
        _tool("up", "arrow-up", _("Move the part up"), "Alt+↑"),
        _tool("down", "arrow-down", _("Move the part down"), "Alt+↓"),
    ]
    whole = [
        _tool("undo", "undo-2", _("Undo"), "Ctrl+Z"),
        _tool("redo", "redo-2", _("Redo"), "Ctrl+Y"),
        _tool("find", "text-search", _("Find and replace"), "Ctrl+F"),
    ]
    return [
        ToolGroup(label=_("Undo and find"), tools=whole),
        ToolGroup(label=_("Look of words"), tools=look),
        ToolGroup(label=_("Table"), tools=_table_tools(), when="table"),
        ToolGroup(label=_("Picture"), tools=_picture_tools(), when="image"),
        ToolGroup(label=_("Annex"), tools=_annex_tools(), when="annex"),
        ToolGroup(label=_("Level"), tools=levels),
        ToolGroup(label=_("Kind of part"), tools=words),
        ToolGroup(label=_("Add a part"), tools=parts),
        ToolGroup(label=_("Order"), tools=order),
    ]
