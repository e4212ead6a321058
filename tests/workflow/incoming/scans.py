"""Scans of several letters, for the tests of splitting and turning."""

import io
from functools import cache

import pikepdf

from demo.specimens.letters import Specimen, specimens


def stack(*letters: bytes) -> bytes:
    """One scan of several letters."""
    whole = pikepdf.new()
    for letter in letters:
        with pikepdf.open(io.BytesIO(letter)) as one:
            whole.pages.extend(one.pages)
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


@cache
def letters() -> list[Specimen]:
    """Two letters of one sender in two layouts, with numbers of their own."""
    return list(specimens(2))


def two_letters() -> bytes:
    return stack(*(one.pdf for one in letters()))
