"""Hex strings are read whole exactly as pyHanko reads them digit by digit."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils.misc import PdfReadError, PdfStreamError

from workflow.verification.hex_strings import _digit_by_digit, read_hex_string

FAULTS = (PdfReadError, PdfStreamError, ValueError)


def outcome(read, text: bytes) -> tuple[object, ...]:
    stream = BytesIO(text)
    try:
        return (read(stream), stream.tell())
    except FAULTS as error:
        return (type(error).__name__,)


@given(st.binary(max_size=80))
def test_written_bytes_come_back_from_the_same_place(content):
    text = b"<" + content.hex().encode() + b"> /Next"
    assert outcome(read_hex_string, text) == outcome(_digit_by_digit, text)


@given(st.text("0123456789abcdefABCDEF <>%\n/xyz", max_size=40))
def test_anything_else_ends_as_with_the_slow_reader(text):
    given_bytes = b"<" + text.encode()
    slow = outcome(_digit_by_digit, given_bytes)
    assert outcome(read_hex_string, given_bytes) == slow


@pytest.mark.parametrize("digits", [32_768, 70_000])
def test_long_strings_come_back_whole(digits):
    text = b"<" + b"ab" * (digits // 2) + b">"
    assert outcome(read_hex_string, text) == outcome(_digit_by_digit, text)
