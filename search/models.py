"""Rows of search: everything else that it keeps lies in the index."""

from search.rebuilding.models import IndexRebuild, RebuildState
from search.saved.models import PastSearch, SavedSearch
from search.tallies.models import IndexTally, TallyOf

__all__ = [
    "IndexRebuild",
    "IndexTally",
    "PastSearch",
    "RebuildState",
    "SavedSearch",
    "TallyOf",
]
