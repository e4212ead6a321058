"""What to register of an incoming letter, as far as the paper says it.

Rules and layout only, no outside service. A value is proposed with how sure it is
and where it stands; below its threshold it is doubtful and must be looked at.
"""

import datetime
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from workflow.reading.date_rules import find_date
from workflow.reading.letter_view import LetterView
from workflow.reading.lines import Box, Placed, box_of
from workflow.reading.numbers import LetterNumber, number_from
from workflow.reading.party_rules import Party, find_addressee, find_sender
from workflow.reading.subject_rules import find_subject
from workflow.reading.text_layer import ReadPage

#: What makes a well read value doubtful all the same.
DOUBTED = 0.6
#: A letter older than this when it comes in is rare; a misread year is not.
LONGEST_WAY = datetime.timedelta(days=400)
YEAR_IN_NUMBER = re.compile(r"(?:^|[/.-])((?:19|20)\d\d)$")
#: Below this a value is doubtful. Tesseract is above 0.9 on clean print.
SURE_ENOUGH = 0.8
HEADING_SURE, BLOCK_SURE, INVITATION_SURE = 0.95, 0.85, 0.9
LABELLED_SURE = 0.95
ROWS_TO_NUMBER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProposal:
    """One value with its certainty and its place (points, from the top left).

    `value` is None where the paper has the field but it cannot be read (a day left
    for the pen); dates are ISO 8601.
    """

    value: str | None
    confidence: float
    doubtful: bool
    page: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryProposal:
    """The fields of the register; None where the paper does not show one."""

    number: FieldProposal | None = None
    date: FieldProposal | None = None
    sender: FieldProposal | None = None
    subject: FieldProposal | None = None
    type: FieldProposal | None = None
    addressee: FieldProposal | None = None

    def as_json(self) -> dict[str, dict[str, Any] | None]:
        """Shape of the API: `{field: {value, confidence, doubtful, page, box}}`."""
        return {
            field.name: (
                asdict(value) if (value := getattr(self, field.name)) else None
            )
            for field in fields(self)
        }


def _field(
    value: str | None, confidence: float, words: Sequence[Placed], page: int
) -> FieldProposal:
    sure = round(min(max(confidence, 0.0), 1.0), 3)
    return FieldProposal(
        value=value,
        confidence=sure,
        doubtful=value is None or sure < SURE_ENOUGH,
        page=page,
        box=box_of(words),
    )


def _average(words: Sequence[Placed]) -> float:
    """How sure the reading of many words is: their mean, pulled down by the worst."""
    read = [word.confidence for word in words]
    return statistics.fmean([statistics.fmean(read), statistics.fmean(read), min(read)])


class _Rules:
    def __init__(
        self, pages: Sequence[ReadPage], on: datetime.date | None = None
    ) -> None:
        self.on = on
        self.view = LetterView(pages)
        self.page = self.view.pages[0].page

    def page_of(self, words: Sequence[Placed]) -> int:
        """The page some words come from."""
        wanted = words[0].origin
        for page in self.view.pages:
            if any(word is wanted for word in page.words):
                return page.page
        return self.page

    def _number_candidates(self) -> Iterator[LetterNumber | None]:
        heading = self.view.heading
        labelled = [value for value in self.view.values if value.label == "number"]
        if heading:
            below = range(heading.at, heading.at + ROWS_TO_NUMBER + 1)
            for value in labelled:
                if value.at in below:
                    yield number_from(value.words)
            for at, word in enumerate(heading.row.words):
                if word.text.upper().strip(".:") == "NOMOR":
                    yield number_from(heading.row.words[at + 1 :])
        first = self.view.value("number")
        if first:
            yield number_from(first.words)

    def number(self) -> FieldProposal | None:
        for found in self._number_candidates():
            if found:
                sure = min(found.confidence, LABELLED_SURE)
                return _field(found.value, sure, found.words, self.page)
        return None

    def date(self) -> FieldProposal | None:
        found = find_date(self.view)
        if not found:
            return None
        value = found.value.isoformat() if found.value else None
        sure = min(found.confidence, self._belief(found.value))
        return _field(value, sure, found.words, self.page_of(found.words))

    def _belief(self, date: datetime.date | None) -> float:
        """How far a date fits the day the letter came in, if that is known."""
        if date is None or self.on is None:
            return 1.0
        fits = self.on - LONGEST_WAY <= date <= self.on
        return 1.0 if fits else DOUBTED

    def _party(self, party: Party | None) -> FieldProposal | None:
        if not party:
            return None
        sure = min(party.confidence, _average(party.words))
        return _field(party.name, sure, party.words, self.page)

    def sender(self) -> FieldProposal | None:
        return self._party(find_sender(self.view))

    def addressee(self) -> FieldProposal | None:
        return self._party(find_addressee(self.view))

    def subject(self) -> FieldProposal | None:
        found = find_subject(self.view)
        if not found:
            return None
        text, words = found
        return _field(text, min(LABELLED_SURE, _average(words)), words, self.page)

    def type(self) -> FieldProposal | None:
        heading = self.view.heading
        if heading:
            return _field(heading.kind, HEADING_SURE, heading.row.words, self.page)
        label = self.view.value("subject") or self.view.value("number")
        if not label:
            return None
        words = label.words or label.row.words
        if label.label == "subject" and label.text.lower().startswith("undangan"):
            return _field("Surat Undangan", INVITATION_SURE, words, self.page)
        return _field("Surat Dinas", BLOCK_SURE, words, self.page)


def _of_one_year(proposal: EntryProposal) -> EntryProposal:
    """Doubt number and date where the number ends with another year than the date.

    Letters of the turn of the year apart, one of them was misread.
    """
    number, date = proposal.number, proposal.date
    year = YEAR_IN_NUMBER.search(number.value or "") if number else None
    if number is None or date is None or not date.value or year is None:
        return proposal
    if year[1] == date.value[:4]:
        return proposal
    return replace(proposal, number=_doubted(number), date=_doubted(date))


def _doubted(field: FieldProposal) -> FieldProposal:
    return replace(field, confidence=min(field.confidence, DOUBTED), doubtful=True)


def propose(
    pages: Sequence[ReadPage], *, on: datetime.date | None = None
) -> EntryProposal:
    """Propose the fields of a letter from the text of its first and last pages.

    `on` is the day it came in: a date after it, or long before, is not sure.
    """
    if not any(page.words for page in pages):
        return EntryProposal()
    rules = _Rules(pages, on)
    return _of_one_year(
        EntryProposal(
            number=rules.number(),
            date=rules.date(),
            sender=rules.sender(),
            subject=rules.subject(),
            type=rules.type(),
            addressee=rules.addressee(),
        )
    )


def late_date(
    pages: Sequence[ReadPage], *, on: datetime.date | None = None
) -> FieldProposal | None:
    """Propose the date from pages between the first and the last ones.

    A circular bears it under the signature, before its annexes.
    """
    if not any(page.words for page in pages):
        return None
    return _Rules(pages, on).date()
