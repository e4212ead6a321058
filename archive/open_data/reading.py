"""The pages of a record, with what the rules find on them."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.open_data.errors import NotLegible
from archive.open_data.personal_data import PersonalDatum as Place
from archive.open_data.personal_data import Word, personal_data_in
from archive.records.models import Record, RecordContent
from eoffice import sandbox
from eoffice.errors import ServiceDown
from eoffice.objects.page_words import page_words_of
from eoffice.objects.store import get_bytes
from workflow.reading_copies import WITH_PAGES

PDF = "application/pdf"
KEY_LENGTH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPage:
    """One page of a record: `number` counts over all its files, from 1."""

    number: int
    content: RecordContent
    page: int  # in its file
    width: float
    height: float
    words: Sequence[Word]

    @property
    def is_picture(self) -> bool:
        """Tell whether no rule can read it: a person has to look."""
        return not self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a rule found: `key` names the place in what a person decides."""

    key: str
    page: int
    place: Place


def contents_with_pages(record: Record) -> list[RecordContent]:
    """Return the files of the record that have pages, in their order."""
    rows = record.contents.select_related("stored").order_by("order", "pk")
    return list(rows.filter(stored__media_type__in=sorted(WITH_PAGES)))


def pages_of(record: Record) -> list[OpenPage]:
    """Return all pages of the record, read in the sandbox.

    Raises:
        ObjectMissing, ObjectAltered, StoreUnavailable.
        SandboxError: a file cannot be read.
    """
    pages: list[OpenPage] = []
    for content in contents_with_pages(record):
        pages += _pages(content, len(pages))
    return pages


def legible_pages_of(record: Record) -> list[OpenPage]:
    """Return all pages of the record, for a person who decides about them.

    Raises:
        NotLegible: a file cannot be read.
        ServiceDown: store or sandbox away.
    """
    try:
        return pages_of(record)
    except sandbox.SandboxUnavailable as fault:
        raise ServiceDown from fault
    except sandbox.SandboxError as fault:
        raise NotLegible(state="not_legible") from fault


def _pages(content: RecordContent, before: int) -> Iterator[OpenPage]:
    stored = content.stored
    sizes = sandbox.probe(get_bytes(stored)).page_sizes
    told = page_words_of(stored) if stored.media_type == PDF else []
    words = {one["page"]: one["words"] for one in told}
    for page, (width, height) in enumerate(sizes, start=1):
        yield OpenPage(
            number=before + page,
            content=content,
            page=page,
            width=width,
            height=height,
            words=words.get(page, []),
        )


def found_on(pages: Sequence[OpenPage]) -> list[Found]:
    """Return what the rules find, page by page."""
    return [
        Found(key=_key(page, place), page=page.number, place=place)
        for page in pages
        for place in personal_data_in(page.words)
    ]


# By file and place: should the files change before the copy is made, no key fits any
# more and everything that is found is blacked out.
def _key(page: OpenPage, place: Place) -> str:
    told = f"{page.content.pk}|{page.page}|{place.kind}|{place.box}"
    return hashlib.sha256(told.encode()).hexdigest()[:KEY_LENGTH]
