"""Rules that hold for our own letters beyond what any signature demands.

No signature field of ours has a rectangle, and the XMP metadata never changes
after the first signature: a new title passes pyHanko as harmless evidence.
"""

from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from workflow.verification.verdict import Check, Finding, good


def check_letter_rules(stored: bytes, whole: bytes) -> Check:
    """Compare a stored revision of our letter with the file that continues it."""
    before = PdfFileReader(BytesIO(stored), strict=False)
    after = PdfFileReader(BytesIO(whole), strict=False)
    if _metadata(before) != _metadata(after):
        return _changed("metadata_changed")
    if any(
        _has_size(field.get_object()) for _, _, field in enumerate_sig_fields(after)
    ):
        return _changed("visible_signature_field")
    return good("letter_rules")


def _metadata(reader: PdfFileReader) -> tuple[bytes, str]:
    stream = _entry(reader.root, "/Metadata")
    info = reader.trailer.flatten().get("/Info", None)
    facts = repr(info.get_object()) if info is not None else ""
    return (stream.data if stream is not None else b"", facts)


def _has_size(field: DictionaryObject) -> bool:
    widgets = [one.get_object() for one in _entry(field, "/Kids") or []] or [field]
    for widget in widgets:
        sides = [float(side) for side in _entry(widget, "/Rect") or [0] * 4]
        left, bottom, right, top = sides
        if left != right and bottom != top:
            return True
    return False


def _entry(dictionary: DictionaryObject, key: str) -> Any:
    """Read an entry with its reference followed (`get` of pyHanko does not)."""
    try:
        return dictionary[key]
    except KeyError:
        return None


def _changed(reason: str) -> Check:
    return Check(code="letter_rules", finding=Finding.CHANGED, reason=reason)
