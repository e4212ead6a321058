"""The text of each page with the place of every word: embedded, else by OCR.

The original is never rewritten; this text stays beside it. Scanned pages are read
in the sandbox one by one, so that a bad page costs only itself.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from eoffice import sandbox
from eoffice.sandbox.documents import FileFacts, checked_answer
from workflow.reading.language import reads_as_language
from workflow.reading.text_source import TextSource

#: A page with fewer embedded characters is a scan.
ENOUGH_CHARACTERS = 20
#: Text only below this share of the page is a stamp of a signing or scanning
#: program over a scan ("Dokumen ini telah ditandatangani secara elektronik ...").
FOOTER_FROM = 0.86
#: A picture over so much of the page is a scan; so few characters on it are a stamp.
#: (A scanner's own text layer holds more, and is kept.)
COVERED, CHARACTERS_OF_A_LETTER = 0.6, 250
OCR_DPI = 250
LANGUAGES = "ind"
PICTURES = ("png", "jpeg", "tiff", "webp")
#: A page of small print at 250 dpi takes 2-3 s on a core; four times that is a fault.
OCR_LIMITS = sandbox.Limits(wall_seconds=60, cpu_seconds=40)
TEXT_LIMITS = sandbox.Limits(wall_seconds=30, cpu_seconds=20)
#: The head of a letter is on its first pages, date and signature on the last.
FIRST_PAGES = 3


class ReadWord(NamedTuple):
    """A word and its box in points, from the top left of the page as shown."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    #: 0..1; 1 for embedded text.
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """The words of one page (from 1); sizes in points, as shown."""

    page: int
    width_pt: float
    height_pt: float
    words: tuple[ReadWord, ...]
    source: TextSource
    #: Degrees the lines rise (+) or fall: boxes are on the page as scanned.
    skew: float = 0.0
    #: Degrees clockwise that bring the page upright; boxes are on the page as it lies.
    turn: int = 0
    #: Share of the page that pictures cover, 0..1.
    pictures: float = 0.0

    @property
    def text(self) -> str:
        """The words in reading order, parted by blanks."""
        return " ".join(word.text for word in self.words)


def proposal_pages(count: int) -> list[int]:
    """Pages a proposal needs: the first three and the last."""
    return sorted({*range(1, min(FIRST_PAGES, count) + 1), count})


def _word(row: Sequence[Any]) -> ReadWord:
    x0, y0, x1, y1 = (float(edge) for edge in row[1:5])
    # Five values: embedded, nothing was guessed. U+0000 cannot be kept in PostgreSQL.
    confidence = float(row[5]) if len(row) > 5 else 1.0  # noqa: PLR2004  said above
    return ReadWord(str(row[0]).replace("\0", ""), x0, y0, x1, y1, confidence)


def _read_page(answer: dict[str, Any], source: TextSource) -> ReadPage:
    words = tuple(_word(row) for row in answer["words"])
    return ReadPage(
        page=int(answer["page"]),
        width_pt=float(answer["width"]),
        height_pt=float(answer["height"]),
        words=words,
        source=source if words else TextSource.NONE,
        # Tesseract read a levelled copy; its words were put back askew.
        skew=-float(answer.get("skew", 0.0)),
        turn=int(answer.get("quarter", 0)),
        pictures=float(answer.get("pictures", 0.0)),
    )


def _is_scan(page: ReadPage) -> bool:
    """Whether the letter is a picture, whatever was typed over it."""
    characters = sum(len(word.text) for word in page.words)
    if characters < ENOUGH_CHARACTERS:
        return True
    if all(word.y0 > FOOTER_FROM * page.height_pt for word in page.words):
        return True
    return page.pictures >= COVERED and characters < CHARACTERS_OF_A_LETTER


def _needs_ocr(page: ReadPage) -> bool:
    return _is_scan(page) or not _is_language(page)


def _is_language(page: ReadPage) -> bool:
    return reads_as_language(word.text for word in page.words)


def _both(scanned: ReadPage, embedded: ReadPage | None) -> ReadPage:
    """What OCR read, with typed words (a stamp of receipt) it did not see."""
    if embedded is None or not _is_language(embedded):
        return scanned
    unseen = [word for word in embedded.words if not _stands_on(word, scanned.words)]
    words = (*scanned.words, *unseen)
    return replace(
        scanned, words=words, source=TextSource.OCR if words else TextSource.NONE
    )


def _stands_on(word: ReadWord, others: Sequence[ReadWord]) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return any(one.x0 <= x <= one.x1 and one.y0 <= y <= one.y1 for one in others)


def _embedded(data: bytes | Path, pages: Sequence[int]) -> list[ReadPage]:
    answer = sandbox.run("extract_text", data, limits=TEXT_LIMITS, pages=list(pages))
    with checked_answer():
        return [_read_page(one, TextSource.EMBEDDED) for one in answer]


def _recognised(data: bytes | Path, page: int, languages: str) -> ReadPage:
    answer = sandbox.run(
        "ocr_page", data, limits=OCR_LIMITS, page=page, languages=languages, dpi=OCR_DPI
    )
    with checked_answer():
        return _read_page(answer, TextSource.OCR)


def _unread(facts: FileFacts, number: int) -> ReadPage:
    width, height = facts.page_sizes[number - 1]
    return ReadPage(
        page=number, width_pt=width, height_pt=height, words=(), source=TextSource.NONE
    )


def read_pages(
    data: bytes | Path,
    *,
    facts: FileFacts | None = None,
    pages: Sequence[int] | None = None,
    languages: str = LANGUAGES,
    jobs: int = 1,
) -> list[ReadPage]:
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
        found: dict[int, ReadPage] = {}
    else:
        found = {page.page: page for page in _embedded(data, wanted)}
    scans = [n for n in wanted if n not in found or _needs_ocr(found[n])]

    def recognise(number: int) -> ReadPage:
        embedded = found.get(number)
        try:
            return _both(_recognised(data, number, languages), embedded)
        except (sandbox.SandboxUnavailable, sandbox.FileEncrypted):
            raise
        except sandbox.SandboxError:  # of this page; the others are read all the same
            return (
                embedded
                if embedded and _is_language(embedded)
                else _unread(facts, number)
            )

    with ThreadPoolExecutor(max(1, jobs)) as pool:
        found |= {page.page: page for page in pool.map(recognise, scans)}
    return [found[number] for number in wanted if number in found]
