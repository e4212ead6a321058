"""Eight times the text takes about eight times the time, whatever it is made of."""

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from workflow.rendering.body import MAX_LETTER, parse_body
from workflow.rendering.errors import BodyFaulty
from workflow.rendering.inline import MAX_TEXT, InlineFaulty, clean_text, parse_inline

TIMES = 8
MOST_GROWTH = 3.0 * TIMES  # squares grow by TIMES * TIMES = 64
TOO_FAST_TO_JUDGE_S = 0.01
HOSTILE = [
    "<a",
    "<a ",
    "<b>",
    "</b",
    "<b></b>x",
    "x<u></u>",
    "<br>",
    "<!--",
    "<a href=",
    '<a href="',
    "&",
    "&#",
    "&#1",
    "&amp",
    "<",
    "< ",
    " ",
    " <b> </b>",
    "\u00a0 ",
    "a\u0300\u0316",
    "\u0300\u0316",
    "\u202e",
    "漢",
    "<p>",
    "<p></p>",
    "</p>",
]


TRIES = 3


def seconds(act: Callable[[str], object], text: str) -> float:
    began = time.thread_time()
    with suppress(InlineFaulty):
        act(text)
    return time.thread_time() - began


def growth(act: Callable[[str], object], piece: str, ending: str) -> float:
    """Return time(8n) / time(n), for 8n as large as a part of a letter may be.

    The fastest of three counts; the long text is tried again only when it took long.
    """
    count = MAX_TEXT // (TIMES * len(piece)) - len(ending)
    part = min(seconds(act, piece * count + ending) for _turn in range(TRIES))
    whole = float("inf")
    for _turn in range(TRIES):
        whole = min(whole, seconds(act, piece * TIMES * count + ending))
        if whole < TOO_FAST_TO_JUDGE_S:
            return 1.0
        if whole < MOST_GROWTH * part:
            break
    return whole / part


@pytest.mark.parametrize("ending", ["", ">", "<"])
@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("act", [parse_inline, clean_text])
def test_reading_text_takes_time_in_proportion(act, piece, ending):
    assert growth(act, piece, ending) < MOST_GROWTH


def test_a_part_that_is_too_long_is_refused_before_it_is_read():
    long = "x" * (MAX_TEXT + 1)
    blocks = [
        {"type": "paragraph", "value": long},
        {"type": "people_table", "value": [{"name": long}]},
        {"type": "table", "value": {"header": [long], "rows": [["x"]]}},
    ]

    with pytest.raises(BodyFaulty) as refusal:
        parse_body(blocks)

    assert [fault.code for fault in refusal.value.faults].count("text_too_long") == 3


def test_a_letter_that_is_too_long_is_refused_as_a_whole():
    blocks = [{"type": "paragraph", "value": "x" * MAX_TEXT}] * (
        MAX_LETTER // MAX_TEXT + 1
    )

    with pytest.raises(BodyFaulty) as refusal:
        parse_body(blocks)

    assert [fault.code for fault in refusal.value.faults] == ["letter_too_long"]


def test_a_number_of_five_thousand_digits_is_text_like_any_other():
    assert parse_inline("&#" + "1" * 5000 + ";")[0].text == "&#" + "1" * 5000 + ";"
