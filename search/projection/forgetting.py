"""What the archive asks when records are destroyed: out of the index, and is it out."""

from collections.abc import Collection, Mapping
from uuid import UUID

from archive.disposal.search_index import SearchIndex, provide_search_index
from search.chosen_engine import engine
from search.projection.indexing import index_targets

BATCH = 500


def _forget(gone: Mapping[str, set[UUID]]) -> None:
    """Take things out whose rows are erased: the index is built from rows."""
    index_targets({kind: ids for kind, ids in gone.items() if ids})


def _held(ids: Collection[UUID]) -> set[UUID]:
    held: set[UUID] = set()
    engine().refresh()  # what was taken out a moment ago counts as out
    for some in _batches(sorted(ids)):
        asked = [str(pk) for pk in some]
        missing = engine().missing(asked)
        held |= {UUID(pk) for pk in asked if pk not in missing}
    return held


def _batches(ids: list[UUID]) -> list[tuple[UUID, ...]]:
    return [tuple(ids[at : at + BATCH]) for at in range(0, len(ids), BATCH)]


def register() -> None:
    """Tell the archive."""
    provide_search_index(SearchIndex(forget=_forget, held=_held))
