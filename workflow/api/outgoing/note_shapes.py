"""What notes of verifiers look like from outside."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from eoffice.listing import Listed
from workflow.api.outgoing.shapes import OfficialNamed, PositionNamed
from workflow.differences.whereabouts import Became


class NoteAnswer(Schema):
    """An answer to a note."""

    id: UUID
    text: str
    official: OfficialNamed
    position: PositionNamed
    created_at: datetime


class NoteFate(Schema):
    """What became of the words in the version under way."""

    state: Became
    before: str
    after: str


class Note(Schema):
    """A note at words or a block of a version; empty block: the whole letter."""

    id: UUID
    version: int
    block: str
    quote: str = Field(..., description="The words it is at; empty: the whole block.")
    start: int | None = Field(..., description="Their place in the block, in signs.")
    fault: str = Field(..., description="Code of a common fault, or empty.")
    text: str
    official: OfficialNamed
    position: PositionNamed
    created_at: datetime
    resolved_at: datetime | None
    resolved_by: OfficialNamed | None
    replies: list[NoteAnswer]
    became: NoteFate | None = Field(
        ..., description="None while its version is the newest."
    )


class NoteList(Listed[Note]):
    """A page of notes."""
