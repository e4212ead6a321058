"""Nothing that came after the first signature may act by itself.

A signer may allow further signatures, and pyHanko then lets any new field pass; such
a field, of no size, can carry a script or the start of a program.
"""

from collections.abc import Sequence

from pyhanko.pdf_utils.generic import DictionaryObject, Reference
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature

from workflow.verification.verdict import Check, VerdictFinding, good

ACTING = {"/AA", "/JS", "/OpenAction"}
ANNOTATION = "/Subtype"  # with /A: what a click does; elsewhere /A means other things


def check_new_actions(
    reader: PdfFileReader, signatures: Sequence[EmbeddedPdfSignature]
) -> Check:
    """Look through the objects that came new after the first of `signatures`."""
    # From the first signature on: what stood there before was seen by who signed.
    first = min(one.signed_revision for one in signatures)
    for revision in range(first + 1, reader.xrefs.total_revisions):
        for reference in reader.xrefs.explicit_refs_in_revision(revision):
            if _is_acting(reader, reference, revision):
                return Check(
                    code="actions",
                    finding=VerdictFinding.CHANGED,
                    reason="action_added",
                )
    return good("actions")


def _is_acting(reader: PdfFileReader, reference: Reference, revision: int) -> bool:
    if reader.xrefs.get_introducing_revision(reference) != revision:
        return False
    found = reader.get_object(reference, revision)
    if not isinstance(found, DictionaryObject):
        return False
    keys = set(found)
    return bool(keys & ACTING) or {ANNOTATION, "/A"} <= keys
