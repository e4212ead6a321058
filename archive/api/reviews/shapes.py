"""What reviews look like from outside."""

import datetime as dt
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from archive.api.disposal.destruction_shapes import DecisionDocument
from archive.reviews.states import ReviewDrop, ReviewState, ReviewWord
from eoffice.api.organisation.shapes import Change, Day, UnitRef, Version
from eoffice.listing import Listed


class Review(Schema):
    """One list of record files that are appraised again, and how far it is."""

    id: UUID
    name: str = Field(..., examples=["Penilaian kembali 2026"])
    state: ReviewState
    state_label: str
    unit: UnitRef
    due_before: date
    items: int = Field(..., description="Files that stand on it.")
    dropped: int = Field(..., description="Files that left it, each with its reason.")
    decided: int = Field(..., description="Files with a word of the committee.")
    returned_because: str
    document_number: str = Field(..., description="Of the berita acara.")
    document_date: dt.date | None
    document_by: str
    proposed_at: datetime
    approved_at: datetime | None
    allowed_acts: list[str] = Field(
        ...,
        description="Yours to do now. In the list of reviews by state and rights alone;"
        " of one review none that would be refused for what is missing.",
    )
    version: Version


class ReviewPage(Listed[Review]):
    """A page of reviews."""


class ReviewProposal(Change):
    """What a review is made of: all that is due before the day."""

    name: str = Field(..., max_length=200, examples=["Penilaian kembali 2026"])
    due_before: Day


class ReviewItem(Schema):
    """One record file on a review, as it was listed."""

    id: UUID
    order: int
    file: UUID
    number: int
    code: str
    description: str = Field(
        ..., description="Of a file with classed records: its code's name."
    )
    rule: str
    due_on: dt.date
    records: int
    decision: ReviewWord | None
    until: dt.date | None
    reason: str
    dropped_because: ReviewDrop | None
    dropped_label: str


class ReviewItemPage(Listed[ReviewItem]):
    """A page of files."""


class ReviewAppraisal(Change):
    """The committee's word on the named files; on all without one where none is."""

    items: list[UUID] = Field(default_factory=list, max_length=1000)
    decision: ReviewWord
    until: Day | None = None
    reason: str = Field(..., max_length=500, examples=["Masih bernilai guna"])


class FilesAppraised(Schema):
    """How many files the word was given on."""

    appraised: int


class ReviewDecision(Change):
    """The berita acara by which it is decided; none where it was signed here."""

    document: DecisionDocument | None = None


class ReviewReason(Change):
    """Why a review is sent back or called off."""

    reason: Annotated[
        str, Field(max_length=1000, examples=["Uraian berkas kurang jelas"])
    ]
