"""Body blocks as they come in from editor and API, judged all at once."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from eoffice.errors import Fault
from eoffice.identifiers import uuid7
from workflow.rendering.block_judge import Judge
from workflow.rendering.blocks_of_annexes import check_annexes, read_annex
from workflow.rendering.blocks_of_law import (
    read_article,
    read_chapter,
    read_considerations,
    read_dictum,
)
from workflow.rendering.blocks_of_pictures import read_image
from workflow.rendering.blocks_of_rows import (
    FIELD_PARTS,
    PERSON_FIELDS,
    read_fields,
    read_people_table,
    read_signatures,
)
from workflow.rendering.blocks_of_tables import read_table
from workflow.rendering.blocks_of_text import (
    read_heading,
    read_numbered_list,
    read_page_break,
    read_paragraph,
)
from workflow.rendering.errors import BlockFault, BodyFaulty
from workflow.rendering.inline import clean_line
from workflow.rendering.tree_blocks import (
    AnnexHead,
    Block,
    Body,
    Chapter,
    Dictum,
    Heading,
    Table,
)

__all__ = ["FIELD_PARTS", "PERSON_FIELDS", "parse_block", "parse_body", "signs_of"]

# Far over any real letter: bounds keep one request from holding a worker for minutes.
MAX_BLOCKS = 2000
MAX_ID = 64
MAX_LETTER = 500_000  # signs of all parts together: some 150 pages
# A draft may have gaps, a submitted letter may not.
GAPS = frozenset({"empty", "gap_open"})


READERS: dict[str, Callable[[Judge, str, Any], Block]] = {
    "paragraph": read_paragraph,
    "heading": read_heading,
    "numbered_list": read_numbered_list,
    "table": read_table,
    "people_table": read_people_table,
    "fields": read_fields,
    "considerations": read_considerations,
    "dictum": read_dictum,
    "chapter": read_chapter,
    "article": read_article,
    "signatures": read_signatures,
    "page_break": read_page_break,
    "annex": read_annex,
    "image": read_image,
}


def parse_body(blocks: Sequence[Any]) -> Body:
    """Blocks `{"id"?, "type", "value"}` as the body of a letter.

    A block without an id is given one. Values: paragraph, heading: inline HTML
    (heading also `{"text", "level": 1|2}`); numbered_list: points (inline HTML or
    `{"text", "items"}`), or `{"style", "items"}`; table: `{"header", "rows",
    "widths"?, "align"?}`; people_table: `[{name, rank, nip, position}]`; fields:
    `[{label, value}]`; considerations, dictum, chapter, article: see
    `blocks_of_law`; signatures: see `blocks_of_rows`; page_break: none; annex,
    image: see `blocks_of_annexes`, `blocks_of_pictures`.

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
    check_annexes(body, faults)
    if faults:
        raise BodyFaulty(faults)
    return tuple(body)


def parse_block(block: Any, *, is_draft: bool = False) -> Block:
    """One block by itself, as `parse_body` reads it among others.

    `is_draft`: it may have gaps, as long as there is something to draw.

    Raises:
        BodyFaulty: with every fault of the block.
    """
    faults: list[Fault] = []
    _check_size([block])
    read = _read_block(0, block, set(), faults)
    real = [fault for fault in faults if not is_draft or fault.code not in GAPS]
    if read is None or real or (faults and not _says_something(read)):
        raise BodyFaulty(faults)
    return read


def _says_something(block: Block) -> bool:
    """Whether a block with gaps can be drawn: rows to stand in, or words."""
    if isinstance(block, Table):
        return bool(block.value.header and block.value.rows and all(block.value.rows))
    return isinstance(block, Dictum | Chapter | AnnexHead) or bool(
        getattr(block, "value", ())
    )


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
    judge = Judge(index, None, faults)
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


def _level(block: Block) -> int | None:
    """The level of a block that is a heading; articles stand one below what is open."""
    if isinstance(block, Heading):
        return block.level
    if isinstance(block, Chapter):
        return 1 if block.value.kind == "bab" else 2
    return None


def _check_heading_order(body: Sequence[Block], faults: list[Fault]) -> None:
    """PDF/UA-1 7.4.2: no level is skipped; the first heading has level 1."""
    highest = 0
    for index, block in enumerate(body):
        # The title of a lampiran is a heading of level 1, and opens nothing below it.
        if isinstance(block, AnnexHead):
            highest = 0
        level = _level(block)
        if level is None:
            continue
        if level > highest + 1:
            told = _("A heading of level 2 needs one of level 1 before it.")
            if isinstance(block, Chapter):
                told = _("A “bagian” needs a “bab” before it.")
            faults.append(
                BlockFault(
                    code="heading_skips_level",
                    message=told,
                    block_id=block.id,
                    index=index,
                    field=f"body.{index}.level",
                )
            )
        highest = max(highest, level)
