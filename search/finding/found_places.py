"""Where the words of a query stand on the pages of a letter or record, as boxes.

Only for who reads the thing at this moment; of what is confidential nothing is told,
as a search shows none of its words either.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.models import Record
from archive.openings.reasons import opening_of
from eoffice.errors import NotFound
from eoffice.objects.models import StoredObject
from eoffice.objects.page_words import page_words_of
from eoffice.organisation.actor import Actor
from search.chosen_engine import engine
from search.engines.snippets import Marker
from search.finding.access import visible_to
from search.finding.searching import understand
from search.query.plan import make_plan
from workflow.incoming.models import IncomingLetter, PageText
from workflow.letters.models import Letter
from workflow.security_class import SecurityClass

# As many as the viewer shows; a book has more and opens as a file.
MOST_PAGES = 60
MOST_BOXES = 400

Box = tuple[int, float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPage:
    """A page of the viewer (from 1): its size and its words with boxes, in points."""

    number: int
    width: float
    height: float
    words: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlaces:
    """`boxes` are (page, x, y, width, height); `words` as they are written there."""

    boxes: tuple[Box, ...] = ()
    words: tuple[str, ...] = ()
    sizes: Mapping[int, tuple[float, float]]


def places_in(actor: Actor, kind: str, pk: str, text: str) -> FoundPlaces:
    """Return where the words of a typed text stand on the pages of a thing.

    Raises:
        NotFound: the person may not read it, or it is confidential.
        SandboxError, StoreUnavailable: its pages cannot be read now.
    """
    row = visible_to(actor, kind).filter(pk=pk).first()
    if row is None or SecurityClass(row.security_class).is_confidential:
        raise NotFound
    if isinstance(row, Record) and not opening_of(actor, row).is_content:
        raise NotFound
    plan = make_plan(understand(text).request, engine().synonyms())
    marker = Marker.of(plan.alternatives_in("body"))
    boxes: list[Box] = []
    words: dict[str, None] = {}
    sizes: dict[int, tuple[float, float]] = {}
    for page in _pages(row):
        sizes[page.number] = (page.width, page.height)
        for word, box in _met(page, marker):
            words[word] = None
            boxes.append(box)
    return FoundPlaces(boxes=tuple(boxes[:MOST_BOXES]), words=tuple(words), sizes=sizes)


def _met(page: WordPage, marker: Marker) -> Iterator[tuple[str, Box]]:
    """Words of the page that a match touches, with their boxes."""
    starts, at = [], 0
    for word in page.words:
        starts.append(at)
        at += len(word[0]) + 1
    spans = marker.spans(" ".join(str(word[0]) for word in page.words))
    for word, start in zip(page.words, starts, strict=True):
        end = start + len(word[0])
        touched = [(a, b) for a, b in spans if a < end and b > start]
        if touched:
            x0, y0, x1, y1 = (round(float(edge), 1) for edge in word[1:5])
            first, last = touched[0][0] - start, touched[-1][1] - start
            yield word[0][max(0, first) : last], (page.number, x0, y0, x1 - x0, y1 - y0)


def _pages(row: Any) -> Iterable[WordPage]:
    origins = (row, getattr(row, "letter", None), getattr(row, "incoming", None))
    for origin in origins:
        if isinstance(origin, Letter):
            return _drawn(origin)
        if isinstance(origin, IncomingLetter):
            return _scanned(origin)
    return ()  # entered by hand: its files have no text


def _drawn(letter: Letter) -> Iterator[WordPage]:
    """Pages of a letter's frozen version, as its viewer shows them."""
    version = letter.current_version
    if version is None:
        return
    signature = letter.signatures.filter(version=version).last()
    stored: StoredObject = signature.stored if signature else version.pdf
    for page in page_words_of(stored)[: min(version.pages, MOST_PAGES)]:
        yield WordPage(
            number=page["page"],
            width=page["width"],
            height=page["height"],
            words=page["words"],
        )


def _scanned(incoming: IncomingLetter) -> Iterator[WordPage]:
    """Pages of all files of an incoming letter as one row."""
    before = 0
    for file in incoming.files.order_by("order"):
        texts = PageText.objects.filter(file=file, page__lte=MOST_PAGES - before)
        for one in texts.order_by("page"):
            yield WordPage(
                number=before + one.page,
                width=one.width_pt,
                height=one.height_pt,
                words=one.words,
            )
        before += file.pages or 0
        if before >= MOST_PAGES:
            return
