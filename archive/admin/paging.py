"""Pages of lists that may grow without end: their count costs no more than a bound."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

from eoffice.listing import COUNT_BOUND


def bounded_count(rows: QuerySet[Any], bound: int = COUNT_BOUND) -> int:
    """Return how many rows there are, or `bound` when there are more."""
    # Bounded, without order or columns: an exact count walks all rows one may see.
    return rows.order_by().values("pk")[:bound].count()


class LongPaginator(Paginator):
    """Counts as far as `COUNT_BOUND` rows behind the page that is asked for.

    A longer list shows that many, and more as one turns its pages; filters are the
    way to old rows.
    """

    def __init__(self, rows: QuerySet[Any], size: int, asked: str | None) -> None:
        """Divide `rows` into pages of `size`; `asked` is the page in the address."""
        super().__init__(rows, size)
        self._asked = asked or "1"

    @cached_property
    def count(self) -> int:
        """Return the number of rows, at most the bound behind the asked page."""
        page = int(self._asked) if self._asked.isdecimal() else 1
        before = min(page, COUNT_BOUND) * self.per_page
        rows: QuerySet[Any] = self.object_list  # type: ignore[assignment]
        return bounded_count(rows, before + COUNT_BOUND)

    def asked_page(self) -> Page:
        """Return the page that is asked for, or the nearest there is."""
        return self.get_page(self._asked)
