"""What moves of custody look like from outside."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from archive.api.papers.shapes import PaperContent
from archive.custody.states import (
    CustodyDrop,
    CustodyItemState,
    CustodyState,
    HandoverVerdict,
    MoveKind,
)
from archive.exchange.models import ExportState
from eoffice.api.organisation.shapes import Change, PositionRef, UnitRef, Version
from eoffice.listing import Listed


class CustodyMove(Schema):
    """One list of record files that go to another keeper, and how far it is."""

    id: UUID
    kind: MoveKind
    name: str = Field(..., examples=["Pindah 2026"])
    state: CustodyState
    state_label: str
    unit: UnitRef
    target: UnitRef
    giver: PositionRef | None = Field(..., description="Signs for giving.")
    receiver: PositionRef | None = Field(..., description="Signs for receiving.")
    ten_years: bool = Field(..., description="Ten years of retention or more.")
    items: int = Field(..., description="Files on it, moved ones too.")
    dropped: int
    moved: int
    objection: str
    proposed_at: datetime
    done_at: datetime | None
    job: UUID | None
    allowed_acts: list[str]
    version: Version


class CustodyMovePage(Listed[CustodyMove]):
    """A page of moves."""


class MoveProposal(Change):
    """What a move is made of; without files all that are due."""

    name: str = Field(..., max_length=200, examples=["Pindah 2026"])
    unit: UUID
    ten_years: bool = Field(
        default=False, description="Files of ten years and more: they go to the LKD."
    )
    files: list[UUID] = Field(default_factory=list, max_length=1000)


class CustodyItem(Schema):
    """One record file on a move."""

    order: int
    file: UUID
    number: int
    code: str
    title: str
    closed_on: date | None
    state: CustodyItemState
    dropped_because: CustodyDrop | None
    dropped_label: str
    moved_at: datetime | None
    agrees: bool | None = Field(
        ...,
        description="Hand-over: the package says what was captured; null: unchecked.",
    )
    verdict: HandoverVerdict | None = Field(
        ..., description="Hand-over: of the archives."
    )
    verdict_reason: str


class FileVerdict(Change):
    """What the archives says of files of a hand-over."""

    verdict: HandoverVerdict
    items: list[int] = Field(
        default_factory=list,
        max_length=5000,
        description="Their numbers on the list; none: all that have no verdict yet.",
    )
    reason: str = Field("", max_length=300, description="Asked where refused.")


class HandoverPackage(Schema):
    """The package of a hand-over and how far it is."""

    state: ExportState | None = Field(..., description="Null: there is none.")
    records: int
    size: int | None
    sha256: str | None
    kept_until: datetime | None
    decree: PaperContent | None = Field(..., description="Of the hand-over.")
    unverified: int = Field(..., description="Files without a verdict.")


class MovingBox(Schema):
    """A box in which files of a move lie."""

    id: UUID
    code: str = Field(..., examples=["SETDA-0001"])
    place: str
    files: int = Field(..., description="Files of the move in it.")
    stays: int = Field(..., description="Other files, which keep the box where it is.")
    goes_whole: bool


class CustodyItemPage(Listed[CustodyItem]):
    """A page of files."""


class MoveReason(Change):
    """Why a move is objected to or called off."""

    reason: Annotated[
        str, Field(max_length=1000, examples=["Dua berkas tidak ada pada boks"])
    ]
