"""What takes long is begun first, and every test is run once."""

import re

import pytest

from tests.harness.ordering import begun_first, long_tests, what_is_dealt
from tests.harness.services import ROOT

LONG = [name for name in long_tests() if "::" in name]
MODULES = [name for name in long_tests() if "::" not in name]
SHORT = [f"tests/short.py::test_{number}" for number in range(101)]


def names() -> list[str]:
    walks = [f"{module}::test_{number}" for module in MODULES for number in range(3)]
    return [*SHORT[:50], *walks, *(f"{one}[phone]" for one in LONG), *SHORT[50:]]


@pytest.mark.parametrize("shares", [2, 3, 4])
def test_every_share_begins_with_what_takes_long(shares):
    order = begun_first(names(), shares)

    assert sorted(order) == list(range(len(names())))
    begun = [order[len(order) * share // shares] for share in range(shares)]
    assert all(what_is_dealt(names()[place]) for place in begun)
    assert what_is_dealt(names()[order[-1]]) is None
    short = [names()[place] for place in order if names()[place] in SHORT]
    assert short == SHORT


def test_tests_of_one_world_stay_together():
    told = [names()[place] for place in begun_first(names(), 4)]

    for module in MODULES:
        places = [at for at, name in enumerate(told) if name.startswith(module)]
        assert places == list(range(places[0], places[0] + len(places)))


def test_fewer_tests_than_long_ones_are_all_run():
    few = [*SHORT[:2], *(f"{MODULES[0]}::test_{number}" for number in range(9))]

    assert sorted(begun_first(few, 4)) == list(range(len(few)))


@pytest.mark.parametrize("name", long_tests())
def test_what_is_listed_exists(name):
    path, _, test = name.partition("::")
    text = (ROOT / path).read_text(encoding="utf-8")

    assert not test or re.search(rf"^def {test}\(", text, re.MULTILINE)
