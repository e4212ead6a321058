"""How far a signature reaches in its gap is read as it stands, never encoded anew."""

from types import SimpleNamespace

import pytest
from asn1crypto import core

from workflow.verification.structure import check_gap
from workflow.verification.verdict import VerdictFinding

ROOM = 2048
PDF = b"%PDF-1.7 "
# A length whose last byte is 0x80 looks like an open end to asn1crypto.
LENGTHS = [b"\x30\x20", b"\x30\x82\x01\x80", b"\x30\x82\x02\x80", b"\x30\x82\x02\x81"]


def message(header: bytes) -> bytes:
    """A message of the length that its header says."""
    size = int.from_bytes(header[2:] or header[1:], "big")
    return header + core.OctetString(bytes(size - 4)).dump().ljust(size, b"\1")[:size]


def finding(content: bytes) -> tuple[VerdictFinding, str]:
    """What is found where these bytes stand in the gap."""
    content = content.ljust(ROOM, b"\0")
    gap = b"<" + content.hex().encode() + b">"
    end = len(PDF) + len(gap)
    signature = SimpleNamespace(byte_range=[0, len(PDF), end, 1], pkcs7_content=content)
    check = check_gap(PDF + gap + b"\n", signature)
    return check.finding, check.reason


@pytest.mark.parametrize("header", LENGTHS)
def test_only_zeros_may_stand_behind_a_message_of_any_length(header, monkeypatch):
    def encoded_anew(*_asked, **_more):
        raise AssertionError

    whole = message(header)
    monkeypatch.setattr(core.Sequence, "dump", encoded_anew)

    assert finding(whole)[0] == VerdictFinding.GOOD
    assert finding(whole + b"\0\1") == (VerdictFinding.NOT_GENUINE, "padding")


def test_an_open_message_ends_with_its_mark():
    inside = core.OctetString(b"isi").dump()
    whole = b"\x30\x80" + inside + b"\0\0"

    assert finding(whole)[0] == VerdictFinding.GOOD
    assert finding(whole + b"\1") == (VerdictFinding.NOT_GENUINE, "padding")
