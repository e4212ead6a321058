"""One call from a file to a proposal, for the worker and for `check-letters`."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eoffice import sandbox
from eoffice.sandbox.documents import checked_answer
from workflow.reading.office_layout import laid_out
from workflow.reading.proposal import EntryProposal, FieldProposal, late_date, propose
from workflow.reading.text_layer import (
    TEXT_LIMITS,
    ReadPage,
    proposal_pages,
    read_pages,
)
from workflow.reading.text_source import TextSource, source_of_all

#: Files of office programs: text without pages.
OFFICE_KINDS = ("docx", "xlsx", "pptx", "odt", "ods", "odp")
#: Pages read once more for a date alone: by OCR they take seconds each.
MOST_FURTHER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterReading:
    """What a file is, the text of the pages that matter, and the proposal."""

    facts: sandbox.FileFacts
    pages: tuple[ReadPage, ...]
    proposal: EntryProposal

    @property
    def text_source(self) -> TextSource:
        """`ocr` if any page needed it, `none` if no page has text."""
        return source_of_all(page.source for page in self.pages)


def read_office_file(data: bytes | Path) -> list[ReadPage]:
    """Return the text of an office file as pages (see `office_layout`).

    Raises:
        sandbox.FileBroken, or another `SandboxError`.
    """
    lines = sandbox.run("office_text", data, limits=TEXT_LIMITS)
    with checked_answer():
        return laid_out([str(line).replace("\0", "") for line in lines])


def further_date(
    data: bytes | Path,
    facts: sandbox.FileFacts,
    numbers: Sequence[int],
    *,
    on: datetime.date | None = None,
) -> FieldProposal | None:
    """Look for the date on more pages (numbers from 1), at most `MOST_FURTHER`."""
    pages = read_pages(data, facts=facts, pages=[*numbers][:MOST_FURTHER])
    return late_date(pages, on=on)


def read_letter(
    data: bytes | Path, *, jobs: int = 1, on: datetime.date | None = None
) -> LetterReading:
    """Read the first three pages and the last one and propose what to register.

    Without a date there, the pages between are looked at as well. `on`: the day the
    letter came in.

    Raises:
        sandbox.SandboxError: one of its states; the file then has no proposal.
    """
    facts = sandbox.probe(data)
    if facts.kind in OFFICE_KINDS:
        pages = read_office_file(data)
        return LetterReading(facts=facts, pages=tuple(pages), proposal=propose(pages))
    first = proposal_pages(facts.pages) if facts.pages else None
    pages = read_pages(data, facts=facts, pages=first, jobs=jobs)
    proposal = propose(pages, on=on)
    if proposal.date is None and pages:
        between = [n for n in range(1, (facts.pages or 0)) if n not in (first or ())]
        date = further_date(data, facts, between, on=on) if between else None
        proposal = replace(proposal, date=date)
    return LetterReading(facts=facts, pages=tuple(pages), proposal=proposal)
