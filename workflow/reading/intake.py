"""One call from a file to a proposal, for the worker and for `check-letters`."""

from dataclasses import dataclass
from pathlib import Path

from eoffice import sandbox
from workflow.reading.proposal import Proposal, propose
from workflow.reading.text_layer import (
    PageText,
    Source,
    proposal_pages,
    read_pages,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterReading:
    """What a file is, the text of the pages that matter, and the proposal."""

    facts: sandbox.FileFacts
    pages: tuple[PageText, ...]
    proposal: Proposal

    @property
    def text_source(self) -> Source:
        """`ocr` if any page needed it, `none` if no page has text."""
        sources = {page.source for page in self.pages}
        if "ocr" in sources:
            return "ocr"
        return "embedded" if "embedded" in sources else "none"


def read_letter(data: bytes | Path, *, jobs: int = 1) -> LetterReading:
    """Read the first three pages and the last one and propose what to register.

    Raises:
        sandbox.SandboxError: one of its states; the file then has no proposal.
    """
    facts = sandbox.probe(data)
    pages = read_pages(
        data,
        facts=facts,
        pages=proposal_pages(facts.pages or 0) if facts.pages else None,
        jobs=jobs,
    )
    return LetterReading(facts=facts, pages=tuple(pages), proposal=propose(pages))
