"""The time-stamp that could not be had during the act: B-B becomes B-T.

The stamp over the signature value goes into the reserved room of /Contents as an
unsigned attribute. No byte outside /Contents changes, and it is only done while
nothing follows the signature: a second signer waits for it.
"""

import hashlib
from dataclasses import dataclass
from io import BytesIO

from asn1crypto import cms
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError as PyHankoError
from pyhanko.sign.validation import EmbeddedPdfSignature

from workflow.pades.errors import BadResult, StampTooLate
from workflow.pades.loaded_key import DIGEST, stamp_attribute
from workflow.pades.ports import TimestampService
from workflow.verification.structure import Covered, covered_by

STAMP = "signature_time_stamp_token"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    signature: EmbeddedPdfSignature
    covered: Covered


def augment_late_timestamp(pdf: bytes, timestamps: TimestampService) -> bytes:
    """Return `pdf` with its last signature stamped; of the same length as before.

    Bytes outside the gap of /Contents are the same (asserted). A file that has the
    stamp already comes back as it is, so a job may run twice. The caller verifies
    the result before it stores it as a new version.

    Raises `StampTooLate` when anything follows the signature, `BadResult` when the
    file cannot be read or has no room, `Unavailable` from the authority.
    """
    place = _last_signature(pdf)
    # Whatever follows may sign these very bytes: a new stamp would break it.
    if place.covered.end != len(pdf):
        raise StampTooLate
    message = cms.ContentInfo.load(place.signature.pkcs7_content)
    signer = message["content"]["signer_infos"][0]
    if _is_stamped(signer):
        return pdf
    value = signer["signature"].native
    token = timestamps.stamp(hashlib.new(DIGEST, value).digest(), DIGEST)
    attributes = [*_unsigned(signer), stamp_attribute(token)]
    signer["unsigned_attrs"] = cms.CMSAttributes(attributes)
    return _filled(pdf, place.covered, message.dump())


def _last_signature(pdf: bytes) -> _Place:
    try:
        found = PdfFileReader(BytesIO(pdf)).embedded_signatures
        if not found:
            raise BadResult(state="unsigned")
        covered = covered_by(found[-1])
    except (PdfError, PyHankoError, ValueError) as error:
        raise BadResult(state="unreadable") from error
    if covered is None:
        raise BadResult(state="byte_range")
    return _Place(signature=found[-1], covered=covered)


def _unsigned(signer: cms.SignerInfo) -> list[cms.CMSAttribute]:
    attributes = signer["unsigned_attrs"]
    return [] if attributes.native is None else list(attributes)


def _is_stamped(signer: cms.SignerInfo) -> bool:
    return any(one["type"].native == STAMP for one in _unsigned(signer))


def _filled(pdf: bytes, covered: Covered, content: bytes) -> bytes:
    room = covered.gap_end - covered.gap_start - len(b"<>")
    digits = content.hex().upper().encode()
    # The room was reserved before; making more would move every byte after it.
    if len(digits) > room:
        raise BadResult(state="no_room_for_stamp")
    gap = b"<" + digits.ljust(room, b"0") + b">"
    stamped = pdf[: covered.gap_start] + gap + pdf[covered.gap_end :]
    if len(stamped) != len(pdf):
        raise BadResult(state="length_changed")
    return stamped
