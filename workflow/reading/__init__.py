"""Reading incoming letters: their text, and a proposal of what to register.

Nothing here decides: every value comes with a confidence and its place on the page,
and what is not certain is marked doubtful for the clerk.
"""

from workflow.reading.intake import LetterReading, further_date, read_letter
from workflow.reading.proposal import FieldProposal, Proposal, propose
from workflow.reading.text_layer import (
    PageText,
    Word,
    proposal_pages,
    read_pages,
)

__all__ = [
    "FieldProposal",
    "LetterReading",
    "PageText",
    "Proposal",
    "Word",
    "further_date",
    "proposal_pages",
    "propose",
    "read_letter",
    "read_pages",
]
