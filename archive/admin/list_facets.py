"""Facets of a list: one choice each, with how many of the first rows have it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise

from archive.desk.windows import BOUND, Window
from eoffice.shell.components import Facet, FacetChoice


def facet(
    name: str,
    label: str,
    choices: Iterable[tuple[Any, str | Promise]],
    counts: Mapping[Any, int],
    chosen: str,
) -> Facet:
    """Return the values that occur, or are chosen; one that finds nothing helps none.

    The values of a choice that is made already are the only ones in the list.
    """
    values = ((str(value), str(text), counts.get(value, 0)) for value, text in choices)
    return Facet(
        name=name,
        label=label,
        choices=[
            FacetChoice(value=value, label=text, count=count, checked=value == chosen)
            for value, text, count in values
            if count or value == chosen
        ],
    )


def told_list(window: Window[Any], query: str) -> dict[str, object]:
    """Return what every list of the desk tells of itself."""
    return {
        "page": window,
        "query": query,
        "total": window.total,
        "is_longer": window.is_longer,
        "bound": BOUND,
    }
