"""Reading long hex strings in one go.

pyHanko reads a hex string digit by digit: the 32,768 digits of a signature cost as
much time as all its cryptography. What holds nothing but digits is read whole here;
anything else is left to pyHanko's own reader, so the same files are good and bad.
"""

import binascii
import re
from typing import BinaryIO

from pyhanko.pdf_utils import generic

# Twice the room of a signature's hex string: it fits whole in one reading.
BLOCK = 65_536
DIGITS = re.compile(rb"<((?:[0-9A-Fa-f]{2})+)>")

_digit_by_digit = generic.read_hex_string_from_stream


def read_hex_string(
    stream: BinaryIO,
) -> generic.ByteStringObject | generic.TextStringObject:
    """Read the hex string at the stream's place and stand behind its `>`."""
    start = stream.tell()
    found = DIGITS.match(stream.read(BLOCK))
    if found is None:
        stream.seek(start)
        return _digit_by_digit(stream)
    stream.seek(start + found.end())
    return generic.pdf_string(binascii.unhexlify(found[1]))


def read_quickly() -> None:
    """Let pyHanko read hex strings so; calling it again changes nothing."""
    generic.read_hex_string_from_stream = read_hex_string
