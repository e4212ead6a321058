"""Lists of any length: what stands among their first rows, and how one goes on.

A list is read as far as `BOUND` rows, in its order and by its keys alone. They say how
long it is, or that it is longer; what the facets count; and which rows the first page
shows. A later page begins behind the last row of the one before it: no page costs more
than the first, and none shows a row twice because another was added meanwhile.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core import signing
from django.db.models import Model, Q, QuerySet

#: Rows that are looked at for one page. Facets are exact up to here.
BOUND = 2_000
SALT = "archive.desk"
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """By which column a list stands, and the id where it is equal.

    `lack`: the field that is empty in rows without the column; those stand last, in
    either direction, and are read by themselves: an index serves each part.
    """

    column: str = "id"
    is_down: bool = True
    lack: str = ""

    def ordered(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        """Return the rows that have the column, in order."""
        if self.lack:
            rows = rows.filter(**{f"{self.column}__isnull": False})
        sign = "-" if self.is_down else ""
        return rows.order_by(*dict.fromkeys([f"{sign}{self.column}", f"{sign}id"]))

    def without(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        """Return the rows that lack the column, newest first."""
        if not self.lack:
            return rows.none()
        return rows.filter(**{f"{self.lack}__isnull": True}).order_by("-id")

    def behind(self, value: Any, key: str) -> Q:
        """Return what holds of the rows behind that place."""
        step = "lt" if self.is_down else "gt"
        if self.column == "id":
            return Q(**{f"id__{step}": key})
        # The first condition repeats the second, for an index can only use the first.
        reached = Q(**{f"{self.column}__{step}e": value})
        further = Q(**{f"{self.column}__{step}": value}) | Q(**{f"id__{step}": key})
        return reached & further


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPlace:
    """Where a page begins, as the address says it: behind `asked`.

    It belongs to its `binding` (the list's filters) and order; of another list, or
    typed, it is the start.
    """

    asked: str = ""
    binding: str = ""

    def opened(self, order: Order) -> tuple[Any, str] | None:
        """Return column and id of the row behind which the page begins."""
        try:
            known, value, key = signing.loads(self.asked, salt=SALT)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return (value, key) if known == self._bound_to(order) else None

    def behind(self, row: Sequence[Any], order: Order) -> str:
        """Return the place behind a row of id and column, signed."""
        key, value = row[0], row[1]
        plain = value.isoformat() if hasattr(value, "isoformat") else value
        plain = plain if plain is None else str(plain)
        told = [self._bound_to(order), plain, str(key)]
        return signing.dumps(told, salt=SALT, compress=True)

    def _bound_to(self, order: Order) -> str:
        told = f"{self.binding} {order.column} {order.is_down}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]


START = ListPlace()


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Generic[Row]):
    """The first rows of a list by key, and the page of it that was asked for."""

    ids: list[UUID]
    next: str  # where the page behind begins; empty: this is the last
    is_later: bool  # not the first page
    total: int  # of the list, at most `BOUND`
    is_longer: bool
    counts: dict[str, Counter[Any]] = field(default_factory=dict)


def window_of(
    rows: QuerySet[Row],
    order: Order,
    *,
    size: int,
    counted: Sequence[str] = (),
    place: ListPlace = START,
) -> Window[Row]:
    """Return the page of `size` rows at the place, and what is counted.

    `counted` are columns of which each value is counted among the first rows.
    """
    found = _first(rows, order, counted)
    after = place.opened(order)
    page = found if after is None else _behind(rows, order, after, size)
    shown, more = page[:size], len(page) > size
    return Window(
        ids=[one[0] for one in shown],
        next=place.behind(shown[-1], order) if more else "",
        is_later=after is not None,
        total=min(len(found), BOUND),
        is_longer=len(found) > BOUND,
        counts=_counted(found[:BOUND], counted),
    )


def _counted(
    found: Sequence[Sequence[Any]], names: Sequence[str]
) -> dict[str, Counter[Any]]:
    # Behind the id and the column of the order, which stand first.
    return {name: Counter(one[at] for one in found) for at, name in enumerate(names, 2)}


def _first(rows: QuerySet[Row], order: Order, counted: Sequence[str]) -> list[Any]:
    most = BOUND + 1
    with_it = order.ordered(rows).values_list("id", order.column, *counted)
    found = list(with_it[:most])
    if order.lack and len(found) < most:
        rest = order.without(rows).values_list("id", order.lack, *counted)
        found += rest[: most - len(found)]
    return found


def _behind(
    rows: QuerySet[Row], order: Order, place: tuple[Any, str], size: int
) -> list[Any]:
    value, key = place
    found: list[Any] = []
    if value is not None:
        later = order.ordered(rows.filter(order.behind(value, key)))
        found = list(later.values_list("id", order.column)[: size + 1])
    if order.lack and len(found) <= size:
        rest = order.without(rows)
        rest = rest if value is not None else rest.filter(id__lt=key)
        found += rest.values_list("id", order.lack)[: size + 1 - len(found)]
    return found
