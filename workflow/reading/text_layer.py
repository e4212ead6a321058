"""The text of each page with the place of every word: embedded, else by OCR.

The original is never rewritten; this text stays beside it. Scanned pages are read
in the sandbox one by one, so that a bad page costs only itself.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from eoffice import sandbox
from eoffice.sandbox.documents import FileFacts, checked_answer

Source = Literal["embedded", "ocr", "none"]

#: A page with fewer embedded characters is a scan.
ENOUGH_CHARACTERS = 20
#: Text only below this share of the page is a stamp of a signing or scanning
#: program over a scan ("Dokumen ini telah ditandatangani secara elektronik ...").
FOOTER_FROM = 0.86
OCR_DPI = 250
LANGUAGES = "ind"
PICTURES = ("png", "jpeg", "tiff", "webp")
#: A page of small print at 250 dpi takes 2-3 s on a core; four times that is a fault.
OCR_LIMITS = sandbox.Limits(wall_seconds=60, cpu_seconds=40)
TEXT_LIMITS = sandbox.Limits(wall_seconds=30, cpu_seconds=20)
#: The head of a letter is on its first pages, date and signature on the last.
FIRST_PAGES = 3


class Word(NamedTuple):
    """A word and its box in points, from the top left of the page as shown."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    #: 0..1; 1 for embedded text.
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The words of one page (from 1); sizes in points, as shown."""

    page: int
    width_pt: float
    height_pt: float
    words: tuple[Word, ...]
    source: Source
    #: Degrees the lines rise (+) or fall: boxes are on the page as scanned.
    skew: float = 0.0

    @property
    def text(self) -> str:
        """The words in reading order, parted by blanks."""
        return " ".join(word.text for word in self.words)


def proposal_pages(count: int) -> list[int]:
    """Pages a proposal needs: the first three and the last."""
    return sorted({*range(1, min(FIRST_PAGES, count) + 1), count})


def _word(row: Sequence[Any]) -> Word:
    x0, y0, x1, y1 = (float(edge) for edge in row[1:5])
    # Five values: embedded, nothing was guessed. U+0000 cannot be kept in PostgreSQL.
    confidence = float(row[5]) if len(row) > 5 else 1.0  # noqa: PLR2004  said above
    return Word(str(row[0]).replace("\0", ""), x0, y0, x1, y1, confidence)


def _page(answer: dict[str, Any], source: Source) -> PageText:
    words = tuple(_word(row) for row in answer["words"])
    return PageText(
        page=int(answer["page"]),
        width_pt=float(answer["width"]),
        height_pt=float(answer["height"]),
        words=words,
        source=source if words else "none",
        # Tesseract read a levelled copy; its words were put back askew.
        skew=-float(answer.get("skew", 0.0)) if not answer.get("quarter") else 0.0,
    )


def _is_scan(page: PageText) -> bool:
    if sum(len(word.text) for word in page.words) < ENOUGH_CHARACTERS:
        return True
    return all(word.y0 > FOOTER_FROM * page.height_pt for word in page.words)


def _embedded(data: bytes | Path, pages: Sequence[int]) -> list[PageText]:
    answer = sandbox.run("extract_text", data, limits=TEXT_LIMITS, pages=list(pages))
    with checked_answer():
        return [_page(one, "embedded") for one in answer]


def _recognised(data: bytes | Path, page: int, languages: str) -> PageText:
    answer = sandbox.run(
        "ocr_page", data, limits=OCR_LIMITS, page=page, languages=languages, dpi=OCR_DPI
    )
    with checked_answer():
        return _page(answer, "ocr")


def _unread(facts: FileFacts, number: int) -> PageText:
    width, height = facts.page_sizes[number - 1]
    return PageText(
        page=number, width_pt=width, height_pt=height, words=(), source="none"
    )


def read_pages(
    data: bytes | Path,
    *,
    facts: FileFacts | None = None,
    pages: Sequence[int] | None = None,
    languages: str = LANGUAGES,
    jobs: int = 1,
) -> list[PageText]:
    """Text of `pages` (numbers from 1; None: all) of a PDF or picture.

    Scanned pages are read by OCR, `jobs` at a time. Office files have no pages and
    answer an empty list. A single page OCR fails on has source "none".

    Raises:
        sandbox.FileEncrypted, sandbox.FileBroken, or another `SandboxError`.
    """
    facts = facts or sandbox.probe(data)
    if facts.encrypted:
        message = "needs a password"
        raise sandbox.FileEncrypted(message)
    if facts.pages is None:
        return []
    wanted = range(1, facts.pages + 1) if pages is None else pages
    if facts.kind in PICTURES:
        found: dict[int, PageText] = {}
    else:
        found = {page.page: page for page in _embedded(data, wanted)}
    scans = [n for n in wanted if n not in found or _is_scan(found[n])]

    def recognise(number: int) -> PageText:
        try:
            return _recognised(data, number, languages)
        except (sandbox.SandboxTimeout, sandbox.SandboxMemory, sandbox.SandboxCrashed):
            return found.get(number) or _unread(facts, number)

    with ThreadPoolExecutor(max(1, jobs)) as pool:
        found |= {page.page: page for page in pool.map(recognise, scans)}
    return [found[number] for number in wanted if number in found]
