"""Does the file still look like what was signed?

A signature can be valid while an added field, note or genuine second stamp hides
the text. So the pages of the signed revision and of the whole file are drawn,
forms included, and compared pixel by pixel.
"""

from collections.abc import Iterator

import pypdfium2

from workflow.verification.verdict import Check, VerdictFinding, good

# Coarse and quick: what a reader would notice changes a pixel all the same.
DOTS_PER_INCH = 50
POINTS_PER_INCH = 72
# Longer files are told as not determined, never as good unseen.
MOST_PAGES = 200


def check_appearance(signed: bytes, whole: bytes) -> Check:
    """Compare the pages of `signed` (a prefix) with those of `whole`."""
    if len(signed) == len(whole):
        return good("appearance")
    before, after = _opened(signed), _opened(whole)
    try:
        return _compare(before, after)
    finally:
        before.close()
        after.close()


def _compare(before: pypdfium2.PdfDocument, after: pypdfium2.PdfDocument) -> Check:
    if len(before) != len(after):
        return _changed("page_count", f"{len(before)} -> {len(after)}")
    if len(before) > MOST_PAGES:
        return Check(
            code="appearance",
            finding=VerdictFinding.UNDETERMINED,
            reason="too_many_pages",
        )
    pairs = zip(_pictures(before), _pictures(after), strict=True)
    for number, (old, new) in enumerate(pairs, start=1):
        if old != new:
            return _changed("page_looks_different", str(number))
    return good("appearance")


def _opened(pdf: bytes) -> pypdfium2.PdfDocument:
    document = pypdfium2.PdfDocument(pdf)
    # Without it fields are not drawn, and a field could hide what it covers.
    document.init_forms()
    return document


def _pictures(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, int, bytes]]:
    for page in document:
        bitmap = page.render(scale=DOTS_PER_INCH / POINTS_PER_INCH)
        yield bitmap.width, bitmap.height, bytes(bitmap.buffer)
        bitmap.close()
        page.close()


def _changed(reason: str, what: str) -> Check:
    return Check(
        code="appearance",
        finding=VerdictFinding.CHANGED,
        reason=reason,
        facts={"page": what},
    )
