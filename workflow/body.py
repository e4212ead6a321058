"""Between the editor's stored body and the API's body blocks, both ways.

API block: `{"id", "type", "value"}` as `workflow.rendering.body.parse_body` reads
it. Stored: Wagtail's stream data of `workflow.blocks.LetterBodyBlock`. Going there
and back loses nothing that can be printed.
"""

import re
from collections.abc import Callable
from typing import Any

from wagtail.blocks import StreamValue

from eoffice.identifiers import uuid7
from workflow.models import Letter

_PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)
_KEY = re.compile(r'\sdata-block-key="[^"]*"')
_CELL = re.compile(r"(?<!\\)[|\t]")
Raw = dict[str, Any]


def _inline(rich: str) -> str:
    """Return the inline HTML of stored rich text; its paragraphs become breaks."""
    parts = _PARAGRAPH.findall(rich) or [rich]
    joined = "<br>".join(_KEY.sub("", part) for part in parts)
    return joined.replace("<br/>", "<br>")


def _rich(inline: str) -> str:
    return f"<p>{inline}</p>"


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
        text = _inline(point["text"])
        points.append({"text": text, "items": below} if below else text)
    return points


def _points_in(points: Any) -> list[Raw]:
    stored = []
    for point in points:
        named = {"text": point} if isinstance(point, str) else point
        stored.append(
            {
                "text": _rich(named.get("text", "")),
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
    shares = [int(n) for n in re.findall(r"\d+", value.get("widths") or "")]
    table: Raw = {"header": rows[0] if rows else [], "rows": rows[1:]}
    return {**table, "widths": shares} if shares else table


def _table_in(value: Raw) -> Raw:
    rows = [value.get("header") or [], *(value.get("rows") or [])]
    lines = [
        " | ".join(" ".join(str(cell).split()).replace("|", "\\|") for cell in row)
        for row in rows
    ]
    widths = ", ".join(str(share) for share in value.get("widths") or [])
    return {"cells": "\n".join(lines), "widths": widths}


def _same(value: Any) -> Any:
    return value


_OUT: dict[str, Callable[[Any], Any]] = {
    "paragraph": _inline,
    "numbered_list": _points_out,
    "table": _table_out,
    "people_table": _values,
    "fields": _values,
}
_IN: dict[str, Callable[[Any], Any]] = {
    "paragraph": _rich,
    "numbered_list": _points_in,
    "table": _table_in,
}


def _block_out(stored: Raw) -> Raw:
    kind, value = stored["type"], stored["value"]
    block: Raw = {"id": stored.get("id") or str(uuid7()), "type": kind}
    if kind == "subheading":
        return {**block, "type": "heading", "value": {"text": value, "level": 2}}
    if kind == "page_break":
        return {**block, "value": None}
    return {**block, "value": _OUT.get(kind, _same)(value)}


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
