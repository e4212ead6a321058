"""Which things an event is about, of every kind."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from search.kinds import KINDS

HANDLER = "search.index"
# Every event after which something may be found by other words or other people.
EVENTS = tuple(dict.fromkeys(name for kind in KINDS.values() for name in kind.events))


def targets_of(payloads: Iterable[Mapping[str, str]]) -> dict[str, set[UUID]]:
    """Ids by kind: what the events name, and what is made from it."""
    named: dict[str, set[UUID]] = {
        name: set() for kind in KINDS.values() for name in kind.named_by
    }
    for payload in payloads:
        for name, ids in named.items():
            listed = payload.get(f"{name}_ids", "").split(",")
            given = [payload.get(f"{name}_id", ""), *listed]
            ids.update(UUID(value) for value in given if value)
    for kind in KINDS.values():
        named[kind.name] = kind.touched(named)
    return {kind: named[kind] for kind in KINDS if named[kind]}
