"""Imports that cross a border which layers alone do not draw.

The API's own package is for doors; another package's pages are nobody's business;
and the product runs without its demo, its measurements and its tests.
"""

from collections.abc import Iterator

import grimp
from breach import Breach

API = "eoffice.api"
# Whoever hands a router to the API: a folder or file `api`, the app's start, the
# table of addresses; and the server, which refuses in the API's own words.
DOORS = {"api", "apps", "registrations", "gateway"}
ADDRESSES = {"eoffice.urls"}
NOT_SHIPPED = {"demo", "bench", "tests"}


def is_door(name: str) -> bool:
    """Tell whether a module speaks HTTP to programs, or hands such a module over."""
    return name in ADDRESSES or bool(DOORS & set(name.split(".")))


def fault_of(name: str, other: str) -> tuple[str, str] | None:
    """Return (rule, sentence) when `name` may not import `other`, else None."""
    theirs = other.split(".")
    if theirs[0] in NOT_SHIPPED and name.split(".", maxsplit=1)[0] not in NOT_SHIPPED:
        return "not shipped", "the product runs without demo, bench and tests"
    if f"{other}.".startswith(f"{API}.") and not is_door(name):
        return "api is for doors", f"only doors import {API}; move what both need below"
    if "admin" in theirs and theirs[0] != name.split(".", 1)[0]:
        return "pages of others", "no package imports another package's admin"
    return None


def breaches(graph: grimp.ImportGraph) -> Iterator[Breach]:
    """Yield every import that crosses a border."""
    for name in sorted(graph.modules):
        if graph.is_module_squashed(name):
            continue
        for other in sorted(graph.find_modules_directly_imported_by(name)):
            fault = fault_of(name, other)
            if fault:
                rule, says = fault
                yield Breach(rule=rule, where=f"{name} -> {other}", says=says)
