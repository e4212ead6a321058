"""What a signature covers, byte by byte.

pyHanko judges coverage by lengths; here the gap itself is looked at: it must be
exactly the hex string of /Contents, and nothing may hide in it, beside it or
after the last covered byte.
"""

import re
from dataclasses import dataclass

from asn1crypto import parser
from pyhanko.sign.validation import EmbeddedPdfSignature

from workflow.verification.verdict import Check, VerdictFinding, good

RANGE_PARTS = 4
HEX = re.compile(rb"<[0-9A-Fa-f]*>")
LINE_ENDS = b"\r\n"
REVISION_START = re.compile(rb"[\r\n]*\d{1,10} \d{1,5} obj\b")
REVISION_END = re.compile(rb"[\r\n]startxref[\r\n ]{1,3}(\d+)[\r\n ]{1,3}%%EOF")


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """The byte range of a signature: `[0, gap_start)` and `[gap_end, end)`."""

    gap_start: int
    gap_end: int
    end: int


def covered_by(signature: EmbeddedPdfSignature) -> Covered | None:
    """Read /ByteRange; None when it is not one gap in a range from byte 0."""
    parts = [int(part) for part in signature.byte_range]
    if len(parts) != RANGE_PARTS or parts[0] != 0 or min(parts) < 0:
        return None
    _, first, second, length = parts
    if not 0 < first < second:
        return None
    return Covered(gap_start=first, gap_end=second, end=second + length)


def check_gap(pdf: bytes, signature: EmbeddedPdfSignature) -> Check:
    """The gap is exactly `<hex>` of this signature's CMS, padded by zeros only."""
    covered = covered_by(signature)
    if covered is None or covered.end > len(pdf):
        return _bad("byte_range")
    gap = pdf[covered.gap_start : covered.gap_end]
    if not HEX.fullmatch(gap):
        return _bad("gap_not_contents")
    try:
        content = bytes.fromhex(gap[1:-1].decode())
    except ValueError:
        return _bad("gap_not_contents")
    # Read twice, by us and by pyHanko: what each sees must be the same signature.
    if content != bytes(signature.pkcs7_content):
        return _bad("gap_not_contents")
    # Room behind the signature is under no hash: only zeros may stand there.
    if content[_reach(content) :].strip(b"\0"):
        return _bad("padding")
    return good("structure")


def _reach(content: bytes) -> int:
    """Return how many bytes the message at the start takes, as they stand there.

    `ContentInfo.dump` would do, but takes a length whose last byte is 0x80, as one in
    256 has, for an open end and encodes everything anew: half a minute for one letter.
    """
    _class, _method, _tag, header, body, end = parser.parse(content)
    return len(header) + len(body) + len(end)


def check_single_signer(signature: EmbeddedPdfSignature) -> Check:
    """Exactly one SignerInfo stands in the CMS (ISO 32000-2, 12.8.3.3)."""
    if len(signature.signed_data["signer_infos"]) == 1:
        return good("single_signer")
    return Check(
        code="single_signer", finding=VerdictFinding.NOT_GENUINE, reason="many_signers"
    )


def check_ending(pdf: bytes, last_end: int, revisions: int) -> Check:
    """After the last covered byte stand only line ends or whole revisions.

    `revisions` is how many the reader found there. One that it did not walk, because
    its end leads to an older table, is seen by other readers.
    """
    tail = pdf[last_end:]
    if not tail.strip(LINE_ENDS) or _whole_revisions(pdf, last_end, revisions):
        return good("ending")
    return Check(code="ending", finding=VerdictFinding.CHANGED, reason="trailing_bytes")


def _whole_revisions(pdf: bytes, start: int, revisions: int) -> bool:
    ends = list(REVISION_END.finditer(pdf, start))
    if len(ends) != revisions:
        return False
    for end in ends:
        # A table elsewhere makes other readers walk past what stands here.
        has_own_table = start <= int(end[1]) < end.start()
        if not has_own_table or not REVISION_START.match(pdf, start):
            return False
        start = end.end()
    return not pdf[start:].strip(LINE_ENDS)


def _bad(reason: str) -> Check:
    return Check(code="structure", finding=VerdictFinding.NOT_GENUINE, reason=reason)
