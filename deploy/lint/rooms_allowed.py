"""Breaches of the rooms that still stand, in `rooms_allowed.toml`: a list per rule.

The lists only shrink: an entry that no longer occurs is a fault itself.
"""

import tomllib
from collections.abc import Iterable, Iterator

from breach import Breach
from tree import ROOT

ALLOWED = "deploy/lint/rooms_allowed.toml"


def not_allowed(found: Iterable[Breach]) -> Iterator[str]:
    """Yield what is not listed, then what is listed and no longer there."""
    listed: dict[str, list[str]] = tomllib.loads((ROOT / ALLOWED).read_text("utf-8"))
    over = {(rule, where) for rule, entries in listed.items() for where in entries}
    for breach in found:
        if (breach.rule, breach.where) not in over:
            yield f"[{breach.rule}] {breach}"
        over.discard((breach.rule, breach.where))
    for rule, where in sorted(over):
        yield f"{ALLOWED}: [{rule}] {where!r} no longer occurs; take the entry out"
