"""What the destroyer asks of search, which stands above the archive and tells how.

Closed, not open: while nobody has told, nothing counts as proven.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchIndex:
    """`forget` takes things out, by kind; `held` returns which of them are in still."""

    forget: Callable[[Mapping[str, set[UUID]]], None]
    held: Callable[[Collection[UUID]], set[UUID]]


_indexes: list[SearchIndex] = []


def provide_search_index(index: SearchIndex) -> None:
    """Make `index` the one that is asked; told when the product starts."""
    _indexes[:] = [index]


def search_index() -> SearchIndex:
    """Return it.

    Raises:
        RuntimeError: nobody has provided one.
    """
    if not _indexes:
        raise RuntimeError("no house tells how things leave the index")
    [index] = _indexes
    return index
