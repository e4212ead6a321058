"""Filters beside a list: native checkboxes with counts of what one may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from eoffice.shell.components.base import PagePart


@dataclass(frozen=True, kw_only=True)
class FacetChoice:
    """One value of a filter."""

    value: str
    label: str
    count: int | None = None
    checked: bool = False


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One filter: its query parameter, its legend, its values."""

    name: str
    label: str
    choices: Sequence[FacetChoice]


@dataclass(frozen=True, kw_only=True)
class Facets(PagePart):
    """A GET form of filters; `kept` are the other parameters to carry along."""

    template_name = "eoffice/components/facets.html"
    facets: Sequence[Facet]
    kept: Sequence[tuple[str, str]] = ()
    note: str = ""
