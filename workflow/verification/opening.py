"""Opening a file and finding what is signed in it.

Strict first, then lenient: files made by some word processors fail strict
reading. Signatures that an update took out of the form are looked for too, so
that a stripped letter does not pass for one that was never signed.
"""

from dataclasses import dataclass
from io import BytesIO

from pyhanko.pdf_utils.generic import IndirectObject
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature

from workflow.verification.hex_strings import read_quickly

STAMP_TYPE = "/DocTimeStamp"
SUBFILTERS = {
    "/adbe.pkcs7.detached",
    "/ETSI.CAdES.detached",
    "/ETSI.RFC3161",
    "/PBAD.PAdES",
}


read_quickly()


class Unreadable(Exception):
    """The file cannot be judged; `reason` is a reason code."""

    def __init__(self, reason: str) -> None:
        """Keep the reason code."""
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An opened file: its signatures in order of revision, apart from stamps."""

    reader: PdfFileReader
    signatures: list[EmbeddedPdfSignature]
    stamps: list[EmbeddedPdfSignature]
    removed: list[str]

    @property
    def signature_fields(self) -> frozenset[str]:
        """Names of all filled signature fields of the file as it is now."""
        return frozenset(one.field_name for one in (*self.signatures, *self.stamps))


def opened(pdf: bytes, *, strict: bool) -> Opened:
    """Read `pdf`; raises `Unreadable` or whatever the parser raises."""
    reader = PdfFileReader(BytesIO(pdf), strict=strict)
    if reader.encrypted:
        raise Unreadable("encrypted")
    found = _embedded(reader)
    signatures = [one for one in found if one.sig_object_type != STAMP_TYPE]
    stamps = [one for one in found if one.sig_object_type == STAMP_TYPE]
    present = {one.field_name for one in found}
    return Opened(
        reader=reader,
        signatures=signatures,
        stamps=stamps,
        removed=sorted(_ever_signed(reader) - present),
    )


def _embedded(reader: PdfFileReader) -> list[EmbeddedPdfSignature]:
    """List filled signature fields; a kind we cannot judge is never passed over."""
    found = []
    for name, value, field in enumerate_sig_fields(reader, filled_status=True):
        kind = value.get_object().get("/SubFilter", None)
        # Passed over, it would leave the good ones alone to speak for the whole file.
        if kind not in SUBFILTERS:
            raise Unreadable("unknown_kind")
        found.append(EmbeddedPdfSignature(reader, field, name))
    return sorted(found, key=lambda one: one.signed_revision)


def _ever_signed(reader: PdfFileReader) -> set[str]:
    names: set[str] = set()
    for revision in range(reader.xrefs.total_revisions - 1):
        past = reader.get_historical_resolver(revision)
        if _has_catalogue(past):
            found = enumerate_sig_fields(past, filled_status=True)
            names |= {name for name, _, _ in found}
    return names


def _has_catalogue(past: HistoricalResolver) -> bool:
    """Tell whether this revision is a document, and not the first half of one.

    A linearised file has two tables, and the older of them, by /Prev, lists neither
    the first page nor the catalogue (ISO 32000-2, F.3.4): no field can be in it.
    """
    try:
        root = past.trailer_view.raw_get("/Root")
    except KeyError:
        return False
    if not isinstance(root, IndirectObject):
        return True
    xrefs = past.reader.xrefs
    return xrefs.get_historical_ref(root.reference, past.revision) is not None
