"""What versions of the retention schedule look like from outside."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from archive.retention.models import CountedFrom, FinalDisposition
from archive.retention.versions import ScheduleState
from archive.schedules.models import ChangeKind
from eoffice.api.organisation.shapes import Change, Day, OfficialRef, Version
from eoffice.listing import Listed


class ScheduleFields(Change):
    """A schedule's decree; its lines are in the file."""

    name: str = Field(..., max_length=80, examples=["JRA Kabupaten Wanasari 2026"])
    decree_number: str = Field(..., max_length=120, examples=["Perbup 12/2026"])
    decree_on: Day
    is_complete: bool = Field(
        default=True, description="Codes that are not in it lose their rule."
    )


class ScheduleVersionLine(Schema):
    """A version, from draft to replaced."""

    id: UUID
    name: str
    decree_number: str
    decree_on: date
    state: ScheduleState
    state_label: str
    is_complete: bool
    brought_by: OfficialRef
    brought_at: datetime
    in_force_from: date | None
    decided_by: OfficialRef | None
    decided_at: datetime | None
    confirmed_sooner: int = Field(
        ..., description="Files that end sooner or otherwise, as they were confirmed."
    )
    dates_computed_at: datetime | None
    version: Version


class ScheduleVersionShape(ScheduleVersionLine):
    """A version with its numbers and what you may do."""

    lines: int
    changed_files: int = Field(..., description="Whose dates it has changed so far.")
    allowed_acts: list[str]


class ScheduleVersionPage(Listed[ScheduleVersionLine]):
    """A page of versions."""


class ScheduleLineShape(Schema):
    """One line as it was brought."""

    code: str = Field(..., examples=["000.1.5"])
    parent: str = Field(..., description="The code above it, of a local code.")
    is_new_code: bool
    description: str
    active_years: int
    inactive_years: int
    counted_from: CountedFrom
    trigger: str
    final_disposition: FinalDisposition
    exception: str


class ScheduleLinePage(Listed[ScheduleLineShape]):
    """A page of lines."""


class LineDifference(Schema):
    """A line whose rule says something else now."""

    code: str
    words: list[list[str]] = Field(
        ..., description="Pairs: before, after.", examples=[[["2 + 3", "1 + 1"]]]
    )


class ScheduleDifferences(Schema):
    """What a draft changes against the rules in force; at most 1,000 codes each."""

    new: list[str]
    changed: list[LineDifference]
    gone: list[str]
    gaps: list[str] = Field(..., description="Deepest codes without any rule.")
    new_count: int
    changed_count: int
    gone_count: int
    gap_count: int
    new_codes: int = Field(..., description="Local codes that come with it.")
    same: int


class MovedFileShape(Schema):
    """One file with its last day now and then."""

    record_file: UUID
    number: int
    before: date | None = Field(..., description="Null: the event is awaited.")
    after: date | None


class ScheduleSimulation(Schema):
    """What becomes of files if a draft comes into force."""

    counts: dict[ChangeKind, int]
    sooner: int = Field(..., description="What `put-in-force` must confirm.")
    files: dict[ChangeKind, list[MovedFileShape]] = Field(
        ..., description="The first 100 of each kind that changes."
    )


class PuttingInForce(Change):
    """The word of the person who saw what ends sooner."""

    confirmed_sooner: int = Field(
        ..., ge=0, le=2**31 - 1, description="`sooner` of the simulation, as seen."
    )
