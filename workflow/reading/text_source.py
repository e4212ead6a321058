"""Where the text of a page comes from; the values stand in the database and the API."""

from collections.abc import Iterable

from django.db.models import TextChoices


class TextSource(TextChoices):
    """Words of programs: pages say it in their own."""

    NONE = "none"
    EMBEDDED = "embedded"
    OCR = "ocr"


def source_of_all(sources: Iterable[str]) -> TextSource:
    """Return `ocr` if any page needed it, `none` if no page has text."""
    found = set(sources)
    read = (TextSource.OCR, TextSource.EMBEDDED)
    return next((one for one in read if one in found), TextSource.NONE)
