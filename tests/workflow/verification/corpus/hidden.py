"""Revisions that some viewers see and others do not.

New objects stand after our end, but `startxref` leads to the old table: a reader
that believes it shows our letter; one that finds it too far from the end, or broken,
rebuilds the table from all objects, and shows the forger's.
"""

import re
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader

from tests.workflow.verification.corpus.appended import ELF, archive
from tests.workflow.verification.corpus.workshop import Recipe, Workshop, table_of

PAGE = re.compile(rb"/Type\s*/Page\b")


def _numbers(pdf: bytes) -> tuple[int, int]:
    """Return the object numbers of the first page and its content."""
    page = PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Kids"].raw_get(0)
    content = page.get_object().raw_get("/Contents")
    return page.idnum, content.idnum


def forged_content(pdf: bytes) -> bytes:
    drawing = b"0 0 0 rg 60 60 480 700 re f"
    number = _numbers(pdf)[1]
    head = b"%d 0 obj\n<< /Length %d >>\nstream\n" % (number, len(drawing))
    return head + drawing + b"\nendstream\nendobj\n"


def hollow_page(pdf: bytes) -> bytes:
    number = _numbers(pdf)[0]
    parent = PdfFileReader(BytesIO(pdf)).root.raw_get("/Pages").idnum
    page = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] >>" % parent
    return b"%d 0 obj\n" % number + page + b"\nendobj\n"


def embedded(content: bytes) -> bytes:
    head = b"998 0 obj\n<< /Length %d >>\nstream\n" % len(content)
    return head + content + b"\nendstream\nendobj\n"


def to_old_table(made, *, gap: bytes = b"\n") -> Recipe:
    """Append what `made(pdf)` gives, and point back to the table of before."""

    def recipe(shop: Workshop) -> bytes:
        pdf = shop.letter
        return pdf + made(pdf) + b"startxref\n" + table_of(pdf) + gap + b"%%EOF\n"

    return recipe


def to_nowhere(made, place: bytes) -> Recipe:
    def recipe(shop: Workshop) -> bytes:
        return shop.letter + made(shop.letter) + b"startxref\n" + place + b"\n%%EOF\n"

    return recipe


def without_end(made) -> Recipe:
    return lambda shop: shop.letter + made(shop.letter)


RECIPES: dict[str, Recipe] = {
    "forged page, old table": to_old_table(forged_content),
    "forged page, old table, 900 line ends": to_old_table(
        forged_content, gap=b"\n" * 900
    ),
    "forged page, old table, 2000 line ends": to_old_table(
        forged_content, gap=b"\n" * 2000
    ),
    "forged page, old table, 5000 line ends": to_old_table(
        forged_content, gap=b"\n" * 5000
    ),
    "forged page, old table, 30000 line ends": to_old_table(
        forged_content, gap=b"\n" * 30_000
    ),
    "forged page, old table, 2000 returns": to_old_table(
        forged_content, gap=b"\r" * 2000
    ),
    "hollow page, old table": to_old_table(hollow_page),
    "hollow page, old table, 2000 line ends": to_old_table(
        hollow_page, gap=b"\n" * 2000
    ),
    "hollow page, old table, 9000 line ends": to_old_table(
        hollow_page, gap=b"\n" * 9000
    ),
    "forged page, table at 0": to_nowhere(forged_content, b"0"),
    "forged page, table at 7": to_nowhere(forged_content, b"7"),
    "forged page, table beyond the file": to_nowhere(forged_content, b"99999999"),
    "forged page, no end": without_end(forged_content),
    "ZIP in an unseen object": to_old_table(lambda _: embedded(archive())),
    "program in an unseen object": to_old_table(lambda _: embedded(ELF)),
    "ZIP in an unseen object, 2000 line ends": to_old_table(
        lambda _: embedded(archive()), gap=b"\n" * 2000
    ),
    "program in an unseen object, 2000 line ends": to_old_table(
        lambda _: embedded(ELF), gap=b"\n" * 2000
    ),
}
