"""Bodies of letters from Wagtail's stream data to the blocks of the API.

Both of Wagtail's forms of a list are read: bare values, and `{"type": "item"}` around
each. What cannot be read keeps its raw value, so that its words are there to be
mended. What is a block already stays as it is: it may run again. Backwards the parts
that stream data knows become stream data; newer parts stay as they are, unread there.
"""

import re
import uuid

from django.db import migrations

BATCH = 500
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError)
PARAGRAPH = re.compile(r"<(/?)p(?:\s[^>]*+)?>", re.IGNORECASE)
BREAK = re.compile(r"<br\s*+/?+\s*+>", re.IGNORECASE)
CELL = re.compile(r"(?<!\\)[|\t]")
SHARE = re.compile(r"[0-9]+")
LONGEST_SHARE = 4


def inline_of(rich):
    """Return what stands in each `<p>`, and what stands outside, parted by breaks."""
    if not isinstance(rich, str):
        raise TypeError
    done, begin = [], 0
    for found in PARAGRAPH.finditer(rich):
        text, begin = rich[begin : found.start()], found.end()
        if found[1] or text.strip():
            done.append(text)
    rest = rich[begin:]
    if rest.strip() or not done:
        done.append(rest)
    return BREAK.sub("<br>", "<br>".join(done))


def values(items):
    if not isinstance(items, list | None):
        raise TypeError
    return [
        entry["value"]
        if isinstance(entry, dict) and entry.get("type") == "item"
        else entry
        for entry in items or []
    ]


def points(items):
    found = []
    for point in values(items):
        if isinstance(point, str):
            found.append(inline_of(point))
            continue
        below = points(point.get("items"))
        text = inline_of(point["text"])
        found.append({"text": text, "items": below} if below else text)
    return found


def table(value):
    if "cells" not in value:
        return value
    lines = [line for line in value["cells"].splitlines() if line.strip()]
    rows = [
        [cell.strip().replace("\\|", "|") for cell in CELL.split(line)]
        for line in lines
    ]
    shares = [int(n[:LONGEST_SHARE]) for n in SHARE.findall(value.get("widths") or "")]
    made = {"header": rows[0] if rows else [], "rows": rows[1:]}
    return {**made, "widths": shares} if shares else made


def nothing(value):
    return None if not value else value


CONVERTED = {
    "paragraph": inline_of,
    "numbered_list": points,
    "table": table,
    "people_table": values,
    "fields": values,
    "page_break": nothing,
}


def block_of(stored):
    if not isinstance(stored, dict) or "type" not in stored:
        return {"id": str(uuid.uuid4()), "type": "", "value": stored}
    kind, value = stored["type"], stored.get("value")
    block = {"id": stored.get("id") or str(uuid.uuid4()), "type": kind}
    if kind == "subheading":
        return {**block, "type": "heading", "value": {"text": value, "level": 2}}
    try:
        return {**block, "value": CONVERTED.get(kind, lambda same: same)(value)}
    except UNREADABLE:
        return {**block, "value": value}


def blocks_of(stored):
    """Return any stored body as a list of blocks."""
    if isinstance(stored, list):
        return [block_of(entry) for entry in stored]
    return [block_of(stored)] if stored else []


def rich(inline):
    return f"<p>{inline.replace('<br>', '<br/>')}</p>"


def stored_points(listed):
    found = []
    for point in listed["items"] if isinstance(listed, dict) else listed:
        named = {"text": point} if isinstance(point, str) else point
        below = stored_points(named.get("items") or [])
        found.append({"text": rich(named["text"]), "items": below})
    return found


def stored_table(value):
    rows = [value["header"], *value["rows"]]
    lines = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    widths = ", ".join(str(share) for share in value.get("widths") or [])
    return {"cells": "\n".join(lines), "widths": widths}


STORED = {
    "paragraph": rich,
    "numbered_list": stored_points,
    "table": stored_table,
}


def stored_of(block):
    kind, value = block["type"], block.get("value")
    if kind == "heading" and isinstance(value, dict):
        below = value.get("level") == 2
        kind = "subheading" if below else kind
        return {**block, "type": kind, "value": value.get("text", "")}
    try:
        return {**block, "value": STORED.get(kind, lambda same: same)(value)}
    except UNREADABLE:
        return {**block, "value": value}


def stream_of(blocks):
    """Return a body of blocks as stream data."""
    return [stored_of(block) for block in blocks or []]


def convert(apps, schema_editor):
    write(apps, blocks_of)


def give_back(apps, schema_editor):
    write(apps, stream_of)


def write(apps, made_of):
    Letter = apps.get_model("workflow", "Letter")
    changed = []
    for letter in Letter.objects.only("pk", "body").iterator(chunk_size=BATCH):
        blocks = made_of(letter.body)
        if blocks == letter.body:
            continue
        letter.body = blocks
        changed.append(letter)
        if len(changed) >= BATCH:
            Letter.objects.bulk_update(changed, ["body"])
            changed = []
    Letter.objects.bulk_update(changed, ["body"])


class Migration(migrations.Migration):
    dependencies = [("workflow", "0042_body_is_json")]

    operations = [migrations.RunPython(convert, give_back)]
