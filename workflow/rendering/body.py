"""Body blocks as they come in from editor and API, judged all at once."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from eoffice.errors import Fault
from eoffice.identifiers import uuid7
from workflow.rendering.errors import BlockFault, BodyFaulty
from workflow.rendering.inline import (
    MAX_TEXT,
    Inline,
    clean_line,
    parse_inline,
    told_too_long,
)
from workflow.rendering.markup import InlineFaulty
from workflow.rendering.tree import (
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

# Far over any real letter: bounds keep one request from holding a worker for minutes.
MAX_BLOCKS = 2000
MAX_LIST_LEVELS = 4
MAX_COLUMNS = 12
MAX_ID = 64
MAX_SHARE = 100
MAX_LETTER = 500_000  # signs of all parts together: some 150 pages
GAPS = frozenset({"empty"})  # a draft may have gaps, a submitted letter may not
PERSON_FIELDS = ("name", "rank", "nip", "position")
FIELD_PARTS = ("label", "value")


# The drafter sees all faults at once, not one after each attempt.
class _Judge:
    """Reads one block and notes what is wrong instead of stopping at it."""

    def __init__(self, index: int, block_id: str | None, faults: list[Fault]) -> None:
        self.index = index
        self.block_id = block_id
        self.faults = faults

    def fault(self, field: str, code: str, message: str) -> None:
        self.faults.append(
            BlockFault(
                field=f"body.{self.index}.{field}",
                code=code,
                message=message,
                block_id=self.block_id,
                index=self.index,
            )
        )

    def inline(self, value: Any, field: str, *, needed: bool = False) -> Inline:
        if not isinstance(value, str):
            self.fault(field, "wrong_shape", _("Text is expected here."))
            return ()
        try:
            parts = parse_inline(value)
        except InlineFaulty as refusal:
            self.fault(field, refusal.code, str(refusal))
            return ()
        if needed and not parts:
            self.fault(field, "empty", _("This part has no text yet."))
        return parts

    def line(self, value: Any, field: str, *, needed: bool = False) -> str:
        if not isinstance(value, str):
            self.fault(field, "wrong_shape", _("Text is expected here."))
            return ""
        if len(value) > MAX_TEXT:
            self.fault(field, "text_too_long", told_too_long())
            return ""
        text = clean_line(value)
        if needed and not text:
            self.fault(field, "empty", _("This part has no text yet."))
        return text

    def rows(self, value: Any, field: str) -> list[Any]:
        if not isinstance(value, list):
            self.fault(field, "wrong_shape", _("A list is expected here."))
            return []
        if not value:
            self.fault(field, "empty", _("This part has no rows yet."))
        return value

    def mapping(
        self, value: Any, field: str, known: Sequence[str]
    ) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            self.fault(field, "wrong_shape", _("Named fields are expected here."))
            return None
        # A field that is dropped silently would be a sentence missing on the page.
        for name in sorted(map(str, set(value) - set(known))):
            self.fault(
                f"{field}.{name}"[:80],
                "unknown_field",
                _("The field “%(name)s” is not known.") % {"name": name[:40]},
            )
        return value


def _paragraph(judge: _Judge, block_id: str, value: Any) -> Block:
    return Paragraph(id=block_id, value=judge.inline(value, "value", needed=True))


def _heading(judge: _Judge, block_id: str, value: Any) -> Block:
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


def _list_items(
    judge: _Judge, value: Any, field: str, level: int
) -> tuple[ListItem, ...]:
    if level > MAX_LIST_LEVELS:
        judge.fault(
            field,
            "too_deep",
            _("Lists have at most %(levels)s levels.") % {"levels": MAX_LIST_LEVELS},
        )
        return ()
    items = []
    for place, entry in enumerate(judge.rows(value, field)):
        at = f"{field}.{place}"
        below: Any = None
        if not isinstance(entry, str):
            named = judge.mapping(entry, at, ("text", "items")) or {}
            entry, below = named.get("text", ""), named.get("items")  # noqa: PLW2901 - a bare text and a named one are read alike
        items.append(
            ListItem(
                text=judge.inline(entry, at, needed=True),
                items=_list_items(judge, below, f"{at}.items", level + 1)
                if below
                else (),
            )
        )
    return tuple(items)


def _numbered_list(judge: _Judge, block_id: str, value: Any) -> Block:
    return NumberedList(id=block_id, value=_list_items(judge, value, "value", 1))


def _widths(judge: _Judge, value: Any, columns: int) -> tuple[int, ...] | None:
    if value is None:
        return None
    good = (
        isinstance(value, list)
        and len(value) == columns
        and all(type(share) is int and 1 <= share <= MAX_SHARE for share in value)
    )
    if not good:
        judge.fault(
            "value.widths",
            "wrong_widths",
            _("Widths are whole numbers from 1 to 100, one for each column."),
        )
        return None
    return tuple(value)


def _table(judge: _Judge, block_id: str, value: Any) -> Block:
    named = judge.mapping(value, "value", ("header", "rows", "widths")) or {}
    header = tuple(
        judge.inline(cell, f"value.header.{at}", needed=True)
        for at, cell in enumerate(judge.rows(named.get("header"), "value.header"))
    )
    if len(header) > MAX_COLUMNS:
        judge.fault(
            "value.header",
            "too_many_columns",
            _("Tables have at most %(columns)s columns.") % {"columns": MAX_COLUMNS},
        )
    rows = []
    for place, row in enumerate(judge.rows(named.get("rows"), "value.rows")):
        at = f"value.rows.{place}"
        cells = judge.rows(row, at)
        if cells and len(cells) != len(header):
            judge.fault(
                at,
                "ragged_row",
                _("Row %(row)s has %(cells)s cells, the header has %(columns)s.")
                % {"row": place + 1, "cells": len(cells), "columns": len(header)},
            )
        rows.append(
            tuple(judge.inline(cell, f"{at}.{nth}") for nth, cell in enumerate(cells))
        )
    widths = _widths(judge, named.get("widths"), len(header))
    return Table(
        id=block_id, value=TableValue(header=header, rows=tuple(rows), widths=widths)
    )


def _people_table(judge: _Judge, block_id: str, value: Any) -> Block:
    people = []
    for place, row in enumerate(judge.rows(value, "value")):
        at = f"value.{place}"
        named = judge.mapping(row, at, PERSON_FIELDS) or {}
        texts = {
            name: judge.line(named.get(name) or "", f"{at}.{name}")
            for name in PERSON_FIELDS
        }
        if not texts["name"]:
            judge.fault(f"{at}.name", "empty", _("This part has no text yet."))
        people.append(Person(**texts))
    return PeopleTable(id=block_id, value=tuple(people))


def _fields(judge: _Judge, block_id: str, value: Any) -> Block:
    pairs = []
    for place, row in enumerate(judge.rows(value, "value")):
        at = f"value.{place}"
        named = judge.mapping(row, at, FIELD_PARTS) or {}
        pairs.append(
            FieldRow(
                label=judge.line(named.get("label", ""), f"{at}.label", needed=True),
                value=judge.inline(named.get("value", ""), f"{at}.value", needed=True),
            )
        )
    return Fields(id=block_id, value=tuple(pairs))


def _page_break(judge: _Judge, block_id: str, value: Any) -> Block:
    # A list or mapping cannot be looked up in a set, so an empty one is asked apart.
    if value not in {None, ""} if not isinstance(value, dict | list) else value:
        judge.fault("value", "wrong_shape", _("A page break has no value."))
    return PageBreak(id=block_id)


READERS: dict[str, Callable[[_Judge, str, Any], Block]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "numbered_list": _numbered_list,
    "table": _table,
    "people_table": _people_table,
    "fields": _fields,
    "page_break": _page_break,
}


def parse_body(blocks: Sequence[Any]) -> Body:
    """Blocks `{"id"?, "type", "value"}` as the body of a letter.

    A block without an id is given one. Values: paragraph, heading: inline HTML
    (heading also `{"text", "level": 1|2}`); numbered_list: list of inline HTML or
    `{"text", "items"}`; table: `{"header": [...], "rows": [[...]], "widths"?: [int]}`;
    people_table: `[{name, rank, nip, position}]`; fields: `[{label, value}]`;
    page_break: none.

    Raises:
        BodyFaulty: with every fault of every block.
    """
    faults: list[Fault] = []
    body: list[Block] = []
    seen: set[str] = set()
    _check_size(blocks)
    for index, block in enumerate(blocks):
        read = _read_block(index, block, seen, faults)
        if read is not None:
            body.append(read)
    _check_heading_order(body, faults)
    if faults:
        raise BodyFaulty(faults)
    return tuple(body)


def parse_block(block: Any) -> Block:
    """One block by itself, as `parse_body` reads it among others.

    Raises:
        BodyFaulty: with every fault of the block.
    """
    faults: list[Fault] = []
    _check_size([block])
    read = _read_block(0, block, set(), faults)
    if read is None or faults:
        raise BodyFaulty(faults)
    return read


def _check_size(blocks: Sequence[Any]) -> None:
    """Before anything is read: neither too many parts nor too much text."""
    if len(blocks) > MAX_BLOCKS:
        told = _("A letter has at most %(blocks)s parts.") % {"blocks": MAX_BLOCKS}
        raise BodyFaulty(
            [BlockFault(field="body", code="too_many_blocks", message=told)]
        )
    if signs_of(blocks) > MAX_LETTER:
        told = _(
            "The letter is longer than %(most)s signs. Give a part of it as a file."
        ) % {"most": MAX_LETTER}
        raise BodyFaulty(
            [BlockFault(field="body", code="letter_too_long", message=told)]
        )


def signs_of(blocks: Sequence[Any]) -> int:
    """How many signs of text stand in JSON values, however deep."""
    signs = 0
    # A stack of our own: JSON nested a thousand deep would end Python's.
    waiting: list[Any] = list(blocks)
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            signs += len(value)
        elif isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return signs


def _read_block(
    index: int, block: Any, seen: set[str], faults: list[Fault]
) -> Block | None:
    judge = _Judge(index, None, faults)
    named = judge.mapping(block, "block", ("id", "type", "value"))
    if named is None:
        return None
    given = named.get("id") or str(uuid7())
    block_id = str(given)
    # Ids become names of places in the page and in the API: plain signs alone.
    if len(block_id) > MAX_ID or not all(s.isalnum() or s in "_.:-" for s in block_id):
        judge.fault("id", "wrong_id", _("The id of this part cannot be used."))
        return None
    judge.block_id = block_id
    if block_id in seen:
        judge.fault("id", "id_twice", _("Two parts have the same id."))
    seen.add(block_id)
    reader = READERS.get(str(named.get("type")))
    if reader is None:
        judge.fault(
            "type",
            "unknown_type",
            _("A letter has no part of the type “%(type)s”.")
            % {"type": clean_line(str(named.get("type")))[:40]},
        )
        return None
    return reader(judge, block_id, named.get("value"))


def _check_heading_order(body: Sequence[Block], faults: list[Fault]) -> None:
    """PDF/UA-1 7.4.2: no level is skipped; the first heading has level 1."""
    highest = 0
    for index, block in enumerate(body):
        if not isinstance(block, Heading):
            continue
        if block.level > highest + 1:
            faults.append(
                BlockFault(
                    code="heading_skips_level",
                    message=_("A heading of level 2 needs one of level 1 before it."),
                    block_id=block.id,
                    index=index,
                    field=f"body.{index}.level",
                )
            )
        highest = max(highest, block.level)
