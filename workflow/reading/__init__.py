"""Reading incoming letters: their text, and a proposal of what to register.

Nothing here decides: every value comes with a confidence and its place on the page,
and what is not certain is marked doubtful for the clerk.
"""

from workflow.reading.intake import (
    OFFICE_KINDS,
    LetterReading,
    further_date,
    read_letter,
    read_office_file,
)
from workflow.reading.proposal import EntryProposal, FieldProposal, propose
from workflow.reading.text_layer import (
    ReadPage,
    ReadWord,
    proposal_pages,
    read_pages,
)
from workflow.reading.text_source import TextSource, source_of_all

__all__ = [
    "OFFICE_KINDS",
    "EntryProposal",
    "FieldProposal",
    "LetterReading",
    "ReadPage",
    "ReadWord",
    "TextSource",
    "further_date",
    "proposal_pages",
    "propose",
    "read_letter",
    "read_office_file",
    "read_pages",
    "source_of_all",
]
