"""Tables of a reading view made fit to be drawn, whatever the file says of them."""

from typing import Any

Cell = dict[str, Any]
Rows = list[list[Cell]]
#: Shares of the width: a column is as wide as its longest line, within reason.
NARROWEST, WIDEST = 4, 40


def fitting(rows: Rows, columns: int) -> tuple[Rows, int]:
    """Return rows in which every place of the grid is taken once, and the columns.

    A table whose merged cells do not fit each other is drawn without merging.
    """
    if columns >= 1 and _is_whole(rows, columns):
        return rows, columns
    most = max((len(row) for row in rows), default=0)
    plain = [
        [
            *({**cell, "across": 1, "down": 1} for cell in row),
            *({"text": "", "across": 1, "down": 1} for _at in range(most - len(row))),
        ]
        for row in rows
    ]
    return plain, most


def _is_whole(rows: Rows, columns: int) -> bool:
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        at = 0
        for cell in row:
            while (number, at) in taken:
                at += 1
            across, down = cell["across"], cell["down"]
            if not (1 <= across <= columns - at and 1 <= down <= len(rows) - number):
                return False
            # A hostile file may ask for every place in each of its cells.
            if across * down > columns * len(rows) - len(taken):
                return False
            places = {(number + y, at + x) for y in range(down) for x in range(across)}
            if places & taken:
                return False
            taken |= places
    return len(taken) == columns * len(rows)


def shares_of(rows: Rows, columns: int) -> list[int]:
    """Return the share of the width of each column, by its longest line."""
    shares = [NARROWEST] * columns
    for row in rows:
        if len(row) != columns:  # merged cells say nothing about one column
            continue
        for at, cell in enumerate(row):
            longest = max(map(len, cell["text"].split("\n")), default=0)
            shares[at] = max(shares[at], min(longest, WIDEST))
    return shares
