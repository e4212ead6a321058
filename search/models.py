"""Rows of search: everything else that it keeps lies in the index."""

from search.saved.models import PastSearch, SavedSearch

__all__ = ["PastSearch", "SavedSearch"]
