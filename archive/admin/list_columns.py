"""Columns of a list that a person chooses; they stand in the address, as filters do."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise

KEY = "kolom"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """A column: its name in the address, its head, and the order it offers."""

    name: str
    label: str | Promise
    order: str = ""
    css: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumns:
    """The columns of a list, and those shown where nobody chose."""

    offered: Sequence[ListColumn]
    usual: frozenset[str]

    def chosen(self, given: QueryDict) -> list[ListColumn]:
        """Return the columns the address names, in their own order; else the usual."""
        named = set(given.getlist(KEY)) & {one.name for one in self.offered}
        return [one for one in self.offered if one.name in (named or self.usual)]
