"""What the embedded index holds: its folder's size, and documents by kind."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from tantivy import Query

from search.embedded.folder import Generation
from search.embedded.queries import matches
from search.embedded.views import View
from search.engines.inventory import Inventory


def inventory(
    kinds: Sequence[str], generation: Generation | None, view: View
) -> Inventory:
    """Count what the view holds; deleted records are of no kind."""
    return Inventory(
        version=version("tantivy"),
        size_bytes=_size(generation.path) if generation else None,
        documents={kind: _count(kind, view) for kind in kinds},
    )


def _count(kind: str, view: View) -> int:
    of_kind = Query.term_query(view.schema, "kind", kind, index_option="basic")
    shelves = view.searchers(restricted=True)
    return sum(matches(searcher, of_kind) for searcher in shelves)


def _size(folder: Path) -> int:
    total = 0
    for file in folder.rglob("*"):
        try:
            total += file.stat().st_size if file.is_file() else 0
        except OSError:  # a segment that was merged meanwhile
            continue
    return total
