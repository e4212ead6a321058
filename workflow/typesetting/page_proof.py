"""Proof from the PDF itself that its pages say all that the content tree says.

Runs where the page was drawn, on plain values. The letters and digits of every text
of the tree, in the order of the tree, must stand on the pages; a text may go on over
a page end. Blanks, hyphens and line breaks play no part, nor do ligatures (the file's
own text names their letters). Nothing may lie outside the paper, and no two pieces of
text over each other.
"""

import unicodedata
from collections.abc import Iterator, Sequence

import pypdfium2

from workflow.typesetting.tree_texts import Tree, body_texts, head_texts

Fault = dict[str, str]
Box = tuple[float, float, float, float]

EDGE_PT = 1.0  # rounding of glyph boxes
OVER_PT = 1.5  # side by side pieces of one line may touch
OVER_HEIGHT = 0.5  # of the lower piece: lines of small type lean into each other
TALLEST_PT = 40.0  # the watermark's letters; no type of a letter comes near
LEAST_PIECE = 3  # letters before a page end that count as the beginning of a text
CHANCE = 24  # letters that two texts hardly share by chance
EXCERPT = 80
MOST_FAULTS = 50


def page_faults(pdf: bytes, tree: Tree) -> list[Fault]:
    """What of the tree the pages do not show, as `{"code", "block", "words"}`.

    Codes: `text_not_on_page`, `text_off_paper`, `text_overlaps`. An empty `block`:
    a part outside the body.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        shown: list[str] = []
        faults: list[Fault] = []
        for page in document:
            text_page = page.get_textpage()
            shown.append(folded(text_page.get_text_range()))
            faults.extend(_placed(text_page, page.get_size()))
        return _named([*_missing(shown, tree), *faults], tree)
    finally:
        document.close()


def _named(faults: Sequence[Fault], tree: Tree) -> list[Fault]:
    """One fault of a kind for each block; what has no block yet is looked for."""
    first: dict[tuple[str, str], Fault] = {}
    for fault in faults:
        if len(first) >= MOST_FAULTS:
            break
        block = fault["block"] or _block_of(fault["words"], tree)
        first.setdefault((fault["code"], block), {**fault, "block": block})
    return list(first.values())


def _block_of(words: str, tree: Tree) -> str:
    telling = [folded(word) for word in words.split()]
    telling = [word for word in telling if len(word) >= LEAST_PIECE]
    for part in body_texts(tree):
        text = folded(part.text)
        if any(word in text for word in telling):
            return part.block
    return ""


def folded(text: str) -> str:
    """The letters and digits that the proof compares.

    Writing from right to left comes out of a file in another order: it is left out.
    """
    # The common case by a short way: this runs over every letter of every page.
    if text.isascii():
        return "".join(filter(str.isalnum, text)).lower()
    # NFKC: a file may name one sign for the ligature of two letters.
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(s for s in plain if s.isalnum() and not _leftward(s))


def _leftward(sign: str) -> bool:
    return unicodedata.bidirectional(sign) in {"R", "AL", "AN"}


class _PageReader:
    """Goes through the pages once, text by text."""

    def __init__(self, pages: Sequence[str]) -> None:
        self.pages = pages
        self.at = (0, 0)

    def find(self, text: str, start: tuple[int, int]) -> list[tuple[int, int]] | None:
        """Where the pieces of a text end, or None: it is not there from `start` on."""
        page, offset = start
        for number in range(page, len(self.pages)):
            begin = offset if number == page else 0
            if (found := self.pages[number].find(text, begin)) >= 0:
                return [(number, found + len(text))]
            # Before the pages that follow: the same words may stand there once more.
            if number + 1 < len(self.pages) and (
                ends := self._pieces(text, number, begin)
            ):
                return ends
        return None

    def _pieces(self, text: str, page: int, begin: int) -> list[tuple[int, int]] | None:
        ends: list[tuple[int, int]] = []
        while text and page < len(self.pages):
            size = self._size_here(text, page, begin)
            if size < min(LEAST_PIECE, len(text)):
                return None
            ends.append((page, self.pages[page].find(text[:size], begin) + size))
            text, page, begin = text[size:], page + 1, 0
        return None if text else ends

    def _size_here(self, text: str, page: int, begin: int) -> int:
        """How much of a text stands here, if the rest goes on upon the next page.

        What stands beside it may begin as the text goes on; so a little less than the
        longest that fits is tried too.
        """
        longest = _longest_beginning(text, self.pages[page], begin)
        if longest == len(text) or page + 1 == len(self.pages):
            return longest
        following = self.pages[page + 1]
        for size in range(longest, max(longest - CHANCE, LEAST_PIECE) - 1, -1):
            if following.find(text[size : size + CHANCE]) >= 0:
                return size
        return longest


def _longest_beginning(text: str, shown: str, begin: int) -> int:
    # By halves: a search for each length would take the square of a long text.
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if shown.find(text[:middle], begin) >= 0:
            low = middle
        else:
            high = middle - 1
    return low


def _missing(pages: Sequence[str], tree: Tree) -> Iterator[Fault]:
    # The head has no fixed order on the page, so it is looked for anywhere.
    whole = "".join(pages)
    for text in head_texts(tree):
        if folded(text) not in whole:
            yield _fault("text_not_on_page", "", text)
    yield from _missing_of_body(pages, tree)


def _missing_of_body(pages: Sequence[str], tree: Tree) -> Iterator[Fault]:
    reader = _PageReader(pages)
    row, row_begin, row_start, row_end = "", (0, 0), (0, 0), (0, 0)
    for part in body_texts(tree):
        # Cells of a row stand side by side: each is sought from where its row begins.
        if part.row != row or not part.row:
            row, row_start = part.row, max(row_end, row_start)
            row_end = row_begin = row_start
        wanted = folded(part.text)
        if not wanted:
            continue
        ends = reader.find(wanted, row_begin if part.is_aside else row_start)
        if ends is None:
            yield _fault("text_not_on_page", part.block, part.text)
            continue
        if part.is_aside:
            continue
        row_end = max(row_end, ends[-1])
        if part.row:
            page, end = ends[0]
            row_start = (page, end if len(ends) == 1 else max(0, end - CHANCE))


def _fault(code: str, block: str, words: str) -> Fault:
    return {"code": code, "block": block, "words": " ".join(words.split())[:EXCERPT]}


def _placed(
    text_page: pypdfium2.PdfTextPage, paper: tuple[float, float]
) -> Iterator[Fault]:
    boxes = [text_page.get_rect(at) for at in range(text_page.count_rects())]
    # The watermark lies over everything on purpose and proves nothing.
    boxes = [box for box in boxes if box[3] - box[1] < TALLEST_PT]
    for box in boxes:
        if not _on_paper(box, paper):
            words = text_page.get_text_bounded(*box)
            yield _fault("text_off_paper", "", words)
    for one, other in _overlaps(boxes):
        words = (text_page.get_text_bounded(*box) for box in (one, other))
        yield _fault("text_overlaps", "", " / ".join(words))


def _on_paper(box: Box, paper: tuple[float, float]) -> bool:
    left, bottom, right, top = box
    width, height = paper
    return (
        left >= -EDGE_PT
        and bottom >= -EDGE_PT
        and right <= width + EDGE_PT
        and top <= height + EDGE_PT
    )


def _overlaps(boxes: Sequence[Box]) -> Iterator[tuple[Box, Box]]:
    """Pairs that lie over each other: one sweep from the foot of the page up."""
    near: list[Box] = []
    for box in sorted(boxes, key=lambda box: box[1]):
        near = [other for other in near if other[3] > box[1]]
        yield from ((other, box) for other in near if _is_over(other, box))
        near.append(box)


def _is_over(one: Box, other: Box) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    lower = min(one[3] - one[1], other[3] - other[1])
    return wide > OVER_PT and high > OVER_HEIGHT * lower
