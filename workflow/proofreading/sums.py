"""Totals of tables: the last row that says `Jumlah` against the rows above it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from workflow.proofreading.passages import Passage
from workflow.rendering.errors import BlockFault
from workflow.rendering.inline import plain_text
from workflow.rendering.tree import Block, Table

_TOTAL = re.compile(r"^\s*(?:jumlah|total)\b", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:Rp\.?\s?)?(-?\d{1,3}(?:\.\d{3})*|-?\d+)(?:,(\d{1,2}|-))?$")
FEWEST_ROWS = 2  # the sum of one row needs no check


def _words(cell: Any) -> str:
    """Return the text of a cell, plain or with its spans."""
    return plain_text(getattr(cell, "text", cell)).strip()


def _spans(cell: Any) -> int:
    return getattr(cell, "colspan", None) or 1


def _number(text: str) -> Decimal | None:
    found = _NUMBER.match(text)
    if found is None:
        return None
    cents = (found[2] or "0").replace("-", "0")
    return Decimal(f"{found[1].replace('.', '')}.{cents}")


def _columns(row: Sequence[Any]) -> list[str]:
    """Return the words of a row by column; spanned columns are empty."""
    found: list[str] = []
    for cell in row:
        found.extend([_words(cell), *[""] * (_spans(cell) - 1)])
    return found


def sum_warnings(index: int, block: Block) -> Iterator[BlockFault]:
    """Yield the columns whose total is not the sum of the numbers above it.

    A column counts when every row above has a number in it.
    """
    if not isinstance(block, Table) or len(block.value.rows) <= FEWEST_ROWS:
        return
    header, *rows = [_columns(row) for row in (block.value.header, *block.value.rows)]
    total = rows.pop()
    if not any(_TOTAL.match(words) for words in total):
        return
    place = Passage(index=index, block_id=block.id, text="", steady="")
    for column, told in enumerate(total):
        given = _number(told)
        parts = [_number(row[column]) if column < len(row) else None for row in rows]
        numbers = [part for part in parts if part is not None]
        if given is None or len(numbers) < len(rows) or sum(numbers) == given:
            continue
        text = _("Column “%(column)s”: the rows add up to %(sum)s, %(total)s stands.")
        words = text % {
            "column": header[column] if column < len(header) else column + 1,
            "sum": _written(sum(numbers, Decimal(0))),
            "total": told,
        }
        yield place.fault("sum_differs", words, told)


def _written(number: Decimal) -> str:
    whole, _point, cents = f"{number:.2f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return grouped if cents == "00" else f"{grouped},{cents}"
