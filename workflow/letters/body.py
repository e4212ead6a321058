"""Between the editor's stored body and the API's body blocks, both ways.

API block: `{"id", "type", "value"}` as `workflow.rendering.body.parse_body` reads
it. Stored: Wagtail's stream data of `workflow.blocks.LetterBodyBlock`. Going there
and back loses nothing that can be printed; a stored value of a wrong shape comes out
as one that `parse_body` refuses by name.
"""

import re
from collections.abc import Callable
from typing import Any

from wagtail.blocks import StreamValue

from eoffice.identifiers import uuid7
from workflow.letters.models import Letter
from workflow.rendering.body import FIELD_PARTS, PERSON_FIELDS
from workflow.rendering.inline import clean_line
from workflow.rendering.rich_text import inline_of, rich_text_of

_CELL = re.compile(r"(?<!\\)[|\t]")
_SHARE = re.compile(r"[0-9]+")
LONGEST_SHARE = 4  # more digits are no share; the rule of widths refuses them by name
Raw = dict[str, Any]


def _values(items: Any) -> list[Any]:
    """Return the values of a stored list, in either of Wagtail's two forms."""
    return [
        entry["value"]
        if isinstance(entry, dict) and entry.get("type") == "item"
        else entry
        for entry in items or []
    ]


def _points_out(items: Any) -> list[Any]:
    points = []
    for point in _values(items):
        below = _points_out(point.get("items"))
        text = inline_of(point["text"])
        points.append({"text": text, "items": below} if below else text)
    return points


def _points_in(points: Any) -> list[Raw]:
    stored = []
    for point in points:
        named = {"text": point} if isinstance(point, str) else point
        stored.append(
            {
                "text": rich_text_of(named.get("text", "")),
                "items": _points_in(named.get("items") or []),
            }
        )
    return stored


def _table_out(value: Raw) -> Raw:
    lines = [line for line in value["cells"].splitlines() if line.strip()]
    rows = [
        [cell.strip().replace("\\|", "|") for cell in _CELL.split(line)]
        for line in lines
    ]
    shares = [int(n[:LONGEST_SHARE]) for n in _SHARE.findall(value.get("widths") or "")]
    table: Raw = {"header": rows[0] if rows else [], "rows": rows[1:]}
    return {**table, "widths": shares} if shares else table


def _table_in(value: Raw) -> Raw:
    rows = [value.get("header") or [], *(value.get("rows") or [])]
    lines = [
        " | ".join(clean_line(str(cell)).replace("|", "\\|") for cell in row)
        for row in rows
    ]
    widths = ", ".join(str(share) for share in value.get("widths") or [])
    return {"cells": "\n".join(lines), "widths": widths}


def _same(value: Any) -> Any:
    return value


def _nothing(value: Any) -> None:
    """Return the value of a page break."""


def _people_in(rows: Any) -> list[Raw]:
    return [{name: row.get(name) or "" for name in PERSON_FIELDS} for row in rows]


def _fields_in(rows: Any) -> list[Raw]:
    return [{name: row.get(name) or "" for name in FIELD_PARTS} for row in rows]


_OUT: dict[str, Callable[[Any], Any]] = {
    "paragraph": inline_of,
    "numbered_list": _points_out,
    "table": _table_out,
    "people_table": _values,
    "fields": _values,
    "page_break": _nothing,
}
_IN: dict[str, Callable[[Any], Any]] = {
    "paragraph": rich_text_of,
    "numbered_list": _points_in,
    "table": _table_in,
    "people_table": _people_in,
    "fields": _fields_in,
    "page_break": _nothing,
}
# What taking a stored value of a wrong shape apart may raise.
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError)


def _block_out(stored: Raw) -> Raw:
    kind, value = stored["type"], stored["value"]
    # Versions are compared by block id, so no block leaves here without one.
    block: Raw = {"id": stored.get("id") or str(uuid7()), "type": kind}
    if kind == "subheading":
        return {**block, "type": "heading", "value": {"text": value, "level": 2}}
    try:
        return {**block, "value": _OUT.get(kind, _same)(value)}
    except UNREADABLE:  # the rules of the letter name it: a wrong shape
        return {**block, "value": None}


def _block_in(block: Raw) -> Raw:
    kind, value = block["type"], block.get("value")
    if kind == "heading" and isinstance(value, dict):
        kind = "subheading" if value.get("level") == 2 else kind  # noqa: PLR2004  levels are 1 and 2
        value = value.get("text", "")
    block_id = str(block.get("id") or uuid7())
    return {"type": kind, "value": _IN.get(kind, _same)(value), "id": block_id}


def body_blocks(stream: StreamValue) -> list[Raw]:
    """Return the stored body as API body blocks."""
    return [_block_out(stored) for stored in stream.get_prep_value()]


def stream_of(blocks: list[Raw]) -> StreamValue:
    """Return API body blocks, already judged by `parse_body`, as a stored body."""
    stream_block = Letter.body.field.stream_block  # the field as declared on the model
    return stream_block.to_python([_block_in(block) for block in blocks])
