"""Lists: pages by cursor, stable under writes, never unbounded.

A cursor is the sort key and id of the last item shown, signed; the next page begins
behind it, whatever was added or removed meanwhile. It belongs to its list, its sort
order and its filters.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db import connection, models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from eoffice.errors import Fault, Invalid

MAX_LIMIT = 100
MAX_CURSOR = 1000
COUNT_BOUND = 10_000  # counted exactly up to here; beyond, the planner estimates
SALT = "api.cursor"
T = TypeVar("T")
Row = TypeVar("Row", bound=models.Model)


class ListQuery(Schema):
    """What every list takes besides its filters."""

    limit: int = Field(
        50, ge=1, le=MAX_LIMIT, description="Items per page, at most 100."
    )
    cursor: str | None = Field(
        None, max_length=MAX_CURSOR, description="`next` of the page before."
    )
    sort: str | None = Field(
        None,
        max_length=40,
        description="Sort order; `-` before the name turns it around.",
    )


class Listed(Schema, Generic[T]):
    """One page of a list."""

    items: list[T]
    next: str | None = Field(..., description="Cursor of the next page; null: none.")
    total: int | None = Field(..., description="All items; null where not counted.")
    total_is_estimate: bool = Field(..., description="`total` is estimated.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SortOrders:
    """Sort orders of a list: public name -> column that is never null.

    `default` is the order without `?sort=`, for example `-created_at`.
    """

    columns: Mapping[str, str]
    default: str
    identity: str = "id"

    def chosen(self, sort: str | None) -> tuple[str, bool]:
        """Return the column and whether it descends.

        Raises:
            Invalid: 422, no such order.
        """
        name = sort or self.default
        bare = name.removeprefix("-")
        if bare not in self.columns:
            known = ", ".join(sorted(self.columns))
            message = _("One of these is wanted: %(expected)s.") % {"expected": known}
            raise Invalid([Fault(field="sort", code="not_a_choice", message=message)])
        return self.columns[bare], name.startswith("-")


NEWEST_FIRST = SortOrders(columns={"id": "id"}, default="-id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Row]):
    """One page of rows, and how to go on."""

    items: list[Row]
    next: str | None
    total: int | None
    total_is_estimate: bool

    def shown(self, show: Any) -> dict[str, Any]:
        """Return the page as an answer, each row through `show`."""
        return {
            "items": [show(row) for row in self.items],
            "next": self.next,
            "total": self.total,
            "total_is_estimate": self.total_is_estimate,
        }


def page_of(
    rows: models.QuerySet[Row],
    query: ListQuery,
    orders: SortOrders = NEWEST_FIRST,
    *,
    name: str = "",
    total: int | None = None,
) -> Page[Row]:
    """Return the page of `rows` that `query` asks for.

    `rows` is already filtered and limited to what the actor may see. The filters of
    `query` bind the cursor; `name` does too where two lists share a model. `total`
    where the caller has counted already.

    Raises:
        Invalid: 422, unknown sort order, or a cursor that is not of this list.
    """
    column, descends = orders.chosen(query.sort)
    binding = _binding(rows.model, query, name)
    shown = rows
    if query.cursor:
        after = _opened(query.cursor, binding)
        shown = shown.filter(_behind(column, orders.identity, after, down=descends))
    sign = "-" if descends else ""
    names = dict.fromkeys([column, orders.identity])
    # one row more than is shown tells whether there is a next page
    found = list(shown.order_by(*(sign + one for one in names))[: query.limit + 1])
    items, more = found[: query.limit], len(found) > query.limit
    total, is_estimate = _count(rows) if total is None else (total, False)
    return Page(
        items=items,
        next=_signed_place(items[-1], names, binding) if more else None,
        total=total,
        total_is_estimate=is_estimate,
    )


def asked_cursor(request: HttpRequest) -> str | None:
    """Return the cursor in the address of a page of the office (`?sesudah=`)."""
    return request.GET.get("sesudah", "")[:MAX_CURSOR] or None


def page_or_first(list_page: Callable[[], Page[Row]], query: ListQuery) -> Page[Row]:
    """Return the page, or the first one where the cursor is of another list.

    For people: an address that was kept or typed leads somewhere. Programs are told.
    """
    try:
        return list_page()
    except Invalid:
        query.cursor = None
        return list_page()


def _binding(model: type[models.Model], query: ListQuery, name: str) -> str:
    # without the length: a page may be longer than the one before it
    filters = query.model_dump(mode="json", exclude={"limit", "cursor"})
    text = json.dumps([model._meta.label, name, filters], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _signed_place(row: models.Model, names: Iterable[str], binding: str) -> str:
    values = [_plain(row, name) for name in names]
    return signing.dumps([binding, values], salt=SALT, compress=True)


def _plain(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = getattr(row, part)
    return row if isinstance(row, int | str) else _text(row)


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _opened(cursor: str, binding: str) -> list[Any]:
    try:
        known, values = signing.loads(cursor, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise _bad_cursor() from error
    if known != binding:
        raise _bad_cursor()
    return list(values)


def _bad_cursor() -> Invalid:
    message = _("This cursor does not belong to this list. Begin again without it.")
    return Invalid([Fault(field="cursor", code="bad_cursor", message=message)])


def _behind(column: str, identity: str, after: list[Any], *, down: bool) -> Q:
    step = "lt" if down else "gt"
    if column == identity:
        return Q(**{f"{identity}__{step}": after[0]})
    # The first condition repeats the others, for an index can only use the first: else
    # a late page would walk over all the rows before it.
    reached = Q(**{f"{column}__{step}e": after[0]})
    further = Q(**{f"{column}__{step}": after[0]})
    return reached & (further | Q(**{f"{identity}__{step}": after[1]}))


def _count(rows: models.QuerySet[Any]) -> tuple[int | None, bool]:
    bounded = rows.order_by().values("pk")[: COUNT_BOUND + 1].count()
    if bounded <= COUNT_BOUND:
        return bounded, False
    sql, parameters = rows.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"explain (format json) {sql}", parameters)
        (plan,) = cursor.fetchone()
    plan = json.loads(plan) if isinstance(plan, str) else plan
    return max(int(plan[0]["Plan"]["Plan Rows"]), COUNT_BOUND), True
