"""The door to the page: who calls knows this, not what draws."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Protocol

from workflow.rendering.book import PrintedBook
from workflow.rendering.tree import LetterTree

Mode = Literal["preview", "frozen", "final"]
# A preview has no date yet, and the same input must give the same bytes.
UNDATED = date(2000, 1, 1)


@dataclass(frozen=True, kw_only=True)
class RenderFacts:
    """What is known about the letter beyond its text.

    `mode`: preview (being written) and frozen (a version in verification) carry the
    watermark KONSEP and no QR; final is what gets signed and needs every other field.
    `letter_date` is the day in the agency's zone; `content_hash` is SHA-256 in hex.

    Raises:
        ValueError: final with a field missing, or a code without its address.
    """

    mode: Mode
    number: str | None = None
    letter_date: date | None = None
    verification_url: str | None = None
    verification_code: str | None = None
    content_hash: str | None = None

    def __post_init__(self) -> None:
        needed = (
            "number",
            "letter_date",
            "verification_url",
            "verification_code",
            "content_hash",
        )
        missing = [name for name in needed if not getattr(self, name)]
        # Letters of some types bear no number: theirs is an empty one.
        if self.number == "":
            missing.remove("number")
        if self.mode == "final" and missing:
            raise ValueError(f"final pages need {', '.join(missing)}")


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A finished file. `marks`: name -> (page from 1, x, y) in points from top left.

    Names: `number`, `date`, `signature`, `qr` (final only), `body-end` and
    `block:<id>` for every block. `faults`: what the pages do not show as they should,
    as `{"code", "block", "words"?}` (`page_proof`); previews are looked at less.
    """

    bytes: bytes
    sha256: str
    pages: int
    marks: Mapping[str, tuple[int, float, float]]
    faults: tuple[Mapping[str, str], ...] = ()


class Renderer(Protocol):
    """Draws letters."""

    def render(self, tree: LetterTree, template: str, facts: RenderFacts) -> Rendered:
        """The page of a letter; the same input gives the same bytes.

        Raises:
            TextNotPrintable: characters no font can draw, with block and sentence.
            RenderRefused: a rule of PDF/A-2a or PDF/UA-1 is broken.
            RenderFailed: out of time or memory, twice.
        """
        ...


class BookPrinter(Protocol):
    """Draws agenda books."""

    def print_book(self, book: PrintedBook) -> Rendered:
        """The book as PDF/A; signs that no font can draw become boxes.

        Raises:
            RenderRefused: a rule of PDF/A-2a or PDF/UA-1 is broken.
            RenderFailed: out of time or memory, twice.
        """
        ...


class PaperPrinter(Protocol):
    """Draws the papers of letters on their way out."""

    def print_papers(self, order: dict[str, Any]) -> Rendered:
        """Papers of a template of books; signs that no font can draw become boxes.

        Raises:
            RenderRefused: a rule of PDF/A-2a or PDF/UA-1 is broken.
            RenderFailed: out of time or memory, twice.
        """
        ...
