"""Reading the blocks of running text: paragraphs, headings, points, page breaks."""

from typing import Any

from django.utils.translation import gettext as _

from workflow.rendering.block_judge import Judge
from workflow.rendering.tree_blocks import (
    Block,
    Heading,
    ListItem,
    NumberedList,
    PageBreak,
    Paragraph,
)

MAX_LIST_LEVELS = 4
LIST_STYLES = ("number", "letter")


def read_paragraph(judge: Judge, block_id: str, value: Any) -> Block:
    """Inline HTML."""
    return Paragraph(id=block_id, value=judge.inline(value, "value", needed=True))


def read_heading(judge: Judge, block_id: str, value: Any) -> Block:
    """Inline HTML or `{"text", "level": 1|2}`."""
    level: Any = 1
    if isinstance(value, dict):
        judge.mapping(value, "value", ("text", "level"))
        level, value = value.get("level", 1), value.get("text")
    # True equals 1 in Python, but no program means a level by it.
    if level not in {1, 2} or isinstance(level, bool):
        judge.fault("level", "wrong_level", _("Headings have level 1 or 2."))
        level = 1
    text = judge.inline(value, "value", needed=True)
    return Heading(id=block_id, value=text, level=level)


def read_points(
    judge: Judge, value: Any, field: str, level: int = 1, *, needed: bool = True
) -> tuple[ListItem, ...]:
    """Points: inline HTML or `{"text", "items"?}`, at most four levels."""
    if level > MAX_LIST_LEVELS:
        judge.fault(
            field,
            "too_deep",
            _("Lists have at most %(levels)s levels.") % {"levels": MAX_LIST_LEVELS},
        )
        return ()
    items = []
    for place, entry in enumerate(judge.rows(value, field, needed=needed)):
        at = f"{field}.{place}"
        below: Any = None
        if not isinstance(entry, str):
            named = judge.mapping(entry, at, ("text", "items")) or {}
            entry, below = named.get("text", ""), named.get("items")  # noqa: PLW2901 - a bare text and a named one are read alike
        items.append(
            ListItem(
                text=judge.inline(entry, at, needed=True),
                items=read_points(judge, below, f"{at}.items", level + 1)
                if below
                else (),
            )
        )
    return tuple(items)


def read_numbered_list(judge: Judge, block_id: str, value: Any) -> Block:
    """A list of points, or `{"style": "number"|"letter", "items": [points]}`."""
    if not isinstance(value, dict):
        return NumberedList(id=block_id, value=read_points(judge, value, "value"))
    named = judge.mapping(value, "value", ("style", "items")) or {}
    style = judge.choice(named.get("style", "number"), "value.style", LIST_STYLES)
    points = read_points(judge, named.get("items"), "value.items")
    # The usual style has no field: lists of before keep their bytes.
    return NumberedList(
        id=block_id, value=points, style="letter" if style == "letter" else None
    )


def read_page_break(judge: Judge, block_id: str, value: Any) -> Block:
    """No value."""
    # A list or mapping cannot be looked up in a set, so an empty one is asked apart.
    if value not in {None, ""} if not isinstance(value, dict | list) else value:
        judge.fault("value", "wrong_shape", _("A page break has no value."))
    return PageBreak(id=block_id)
