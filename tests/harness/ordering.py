"""What takes long is begun first, so that no worker ends alone with it.

Workers take equal shares of the list from its front to its end, and steal from the
ends of one another's (`--dist worksteal`). So what `long_tests.txt` names is dealt out
over the fronts of the shares, the longest first, each to the share with the least.
Nothing else changes: the other tests keep their order, and no test depends on it.
"""

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

import pytest

LIST = Path(__file__).with_name("long_tests.txt")


@lru_cache
def long_tests() -> dict[str, int]:
    """Return the seconds of what takes long, by module or by test."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    named = (line.split() for line in lines if line and not line.startswith("#"))
    return {name: int(seconds) for seconds, name in named}


def workers() -> int:
    """Return how many workers share the run."""
    return int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))


def what_is_dealt(name: str) -> str | None:
    """Return what is dealt together with this test; nothing where it is not long."""
    module, test = name.partition("::")[0], name.partition("[")[0]
    if module in long_tests():
        return module
    return name if test in long_tests() else None


def seconds_of(dealt: str) -> int:
    """Return how long the module or the test takes."""
    return long_tests()[dealt.partition("[")[0]]


def begun_first(names: Sequence[str], shares: int) -> list[int]:
    """Return the places of the tests in the order in which they are handed out."""
    long: dict[str, list[int]] = {}
    other = []
    for place, name in enumerate(names):
        if dealt := what_is_dealt(name):
            long.setdefault(dealt, []).append(place)
        else:
            other.append(place)
    fronts = _dealt(long, shares)
    rest = iter(other)
    order: list[int] = []
    for front, size in zip(fronts, _sizes(len(names), shares), strict=True):
        # a front longer than its share takes from the next: nothing is left out
        order += [*front, *islice(rest, max(size - len(front), 0))]
    return [*order, *rest]


def _dealt(long: dict[str, list[int]], shares: int) -> list[list[int]]:
    fronts: list[list[int]] = [[] for _ in range(shares)]
    taken = [0] * shares
    for dealt in sorted(long, key=lambda one: (-seconds_of(one), one)):
        least = taken.index(min(taken))
        fronts[least] += long[dealt]
        taken[least] += seconds_of(dealt)
    return fronts


def _sizes(tests: int, shares: int) -> Iterator[int]:
    """Yield the sizes of the shares as xdist cuts them: the rest goes to the last."""
    for share in range(shares):
        size = tests // (shares - share)
        tests -= size
        yield size


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long first; alone, a run keeps the order that its reader knows."""
    if (shares := workers()) > 1:
        order = begun_first([item.nodeid for item in items], shares)
        items[:] = [items[place] for place in order]
