"""Rows of search: everything else that it keeps lies in the index."""

from search.rebuilding.models import IndexRebuild, RebuildState
from search.saved.models import PastSearch, SavedSearch
from search.tallies.models import IndexTally, TallyOf
from search.watching.models import QueryFault, QueryNote, VainWord
from search.words.models import GroupKind, WordGroup, WordsStamp

__all__ = [
    "GroupKind",
    "IndexRebuild",
    "IndexTally",
    "PastSearch",
    "QueryFault",
    "QueryNote",
    "RebuildState",
    "SavedSearch",
    "TallyOf",
    "VainWord",
    "WordGroup",
    "WordsStamp",
]
