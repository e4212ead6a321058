"""No regular expression of the product takes time with the square of a text."""

import re
import time
from collections.abc import Callable
from itertools import product

import pytest

from tests.guard.patterns import (
    Written,
    beginnings,
    hostile_pieces,
    product_patterns,
)

SHORT, TIMES = 2_000, 4
MOST_GROWTH = 2.25 * TIMES  # squares grow by TIMES * TIMES = 16
TOO_FAST_TO_JUDGE_S = 0.006


def fastest(act: Callable[[str], object], text: str) -> float:
    best = float("inf")
    for _turn in range(3):
        began = time.thread_time()
        act(text)
        best = min(best, time.thread_time() - began)
        if best < TOO_FAST_TO_JUDGE_S:
            break
    return best


def astray(written: Written) -> str | None:
    """Return the text that makes the pattern slow, if there is one."""
    compiled = re.compile(written.pattern, written.flags)
    act = compiled.match if written.is_anchored else compiled.findall
    texts = product({"", *beginnings(written)}, hostile_pieces(written), ("\x01", ">"))
    for first, piece, last in texts:
        count = SHORT // len(piece)
        whole = fastest(act, first + piece * count * TIMES + last)
        if whole < TOO_FAST_TO_JUDGE_S:
            continue
        if whole > MOST_GROWTH * fastest(act, first + piece * count + last):
            return f"{first!r} + {piece!r} * n + {last!r}"
    return None


def test_every_pattern_takes_time_in_proportion():
    found = {
        f"{written.place} {written.pattern!r}": text
        for written in product_patterns()
        if (text := astray(written))
    }

    assert not found, "\n".join(f"{place}: {text}" for place, text in found.items())


@pytest.mark.parametrize("pattern", [r"<[a-z][^>]*\Z", r"\s+$", r"<p>(.*?)</p>"])
def test_a_pattern_that_goes_back_is_found(pattern):
    assert astray(Written("here", pattern, 0, is_anchored=False))
