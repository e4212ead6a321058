"""What records and record files look like from outside."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from archive.record_files.retention import FileState, RetentionState
from archive.records.models import (
    DevelopmentLevel,
    Medium,
    QuantityUnit,
    RecordKind,
)
from archive.retention.models import CountedFrom, FinalDisposition
from eoffice.api.organisation.shapes import Change, Day, UnitRef, Version
from eoffice.listing import Listed
from workflow.models import SecurityClass

Code = Annotated[str, Field(examples=["000.1.5"])]


class RecordFileRef(Schema):
    """The file a record lies in, and its place there."""

    id: UUID
    number: int
    title: str
    item_number: int | None = None


class RecordFileProposal(Schema):
    """A file this record may belong into."""

    id: UUID
    number: int
    title: str
    reason: str


class Record(Schema):
    """One record: a captured letter, or what an archivist entered."""

    id: UUID
    kind: RecordKind
    kind_label: str
    number: str = Field(..., examples=["000.1.5/1/SETDA/2026"])
    record_date: date
    subject: str = Field(..., description="Of an entry alone: the bare kind.")
    party: str = Field(..., description="Sender or receivers; empty of an entry alone.")
    letter_type: str
    development: DevelopmentLevel = Field(..., description="Tingkat perkembangan.")
    quantity: int
    quantity_unit: QuantityUnit
    medium: Medium
    content_readable: bool = Field(
        ..., description="False: you keep its entry and may not read its content."
    )
    classification_code: str | None
    security_class: SecurityClass
    unit: UnitRef
    letter: UUID | None = Field(..., description="The outgoing letter behind it.")
    incoming_letter: UUID | None
    file: RecordFileRef | None
    captured_at: datetime
    filed_at: datetime | None
    version: Version


class RecordContent(Schema):
    """One stored file of a record."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    locked_until: datetime | None


class RetentionSchedule(Schema):
    """The rule and dates of a file; dates are null before the clock runs."""

    state: RetentionState
    state_label: str
    sentence: str
    explanation: str = Field(..., description="From what the dates were counted.")
    active_years: int | None
    inactive_years: int | None
    counted_from: CountedFrom | None
    trigger_text: str
    final_disposition: FinalDisposition | None
    source: str
    trigger_on: date | None
    active_until: date | None
    inactive_until: date | None


class RecordDetails(Record):
    """One record with its contents, retention and what may be done."""

    retention: RetentionSchedule | None = Field(
        ..., description="Null while it lies in no file."
    )
    contents: list[RecordContent]
    reason_wanted: bool = Field(
        default=False, description="The content opens once you say why."
    )
    proposed_file: RecordFileProposal | None
    allowed_acts: list[str]


class RecordList(Listed[Record]):
    """Records."""


class FilingTarget(Change):
    """Where a record is put."""

    record_file: UUID
    reason: str = Field(
        "", max_length=1000, description="Why there, where the file's code is another."
    )


class RecordHistoryEvent(Schema):
    """An event of the audit trail with its link in the chain."""

    id: UUID
    at: datetime
    action: str = Field(..., examples=["record.filed"])
    official: str
    position: str
    sequence: int | None
    hash: str = Field(..., description="SHA-256 of the link; empty: not linked yet.")


class RecordHistory(Listed[RecordHistoryEvent]):
    """A page of events, oldest first."""


class ProofContent(Schema):
    """Hash of one stored file, and until when the store refuses to delete it."""

    name: str
    sha256: str
    size: int
    media_type: str
    locked_until: datetime | None


class ProofSignature(Schema):
    """One signature over the record's letter."""

    signer: str
    position: str
    level: str = Field(..., examples=["B-T"])
    sha256: str
    certificate_sha256: str
    claimed_at: datetime
    trusted_at: datetime | None
    demo: bool


class RecordProof(Schema):
    """What shows that a record is the one captured, unchanged."""

    record: UUID
    contents: list[ProofContent]
    signatures: list[ProofSignature]
    verification_code: str | None
    audit: list[RecordHistoryEvent]


class RecordFile(Schema):
    """One berkas."""

    id: UUID
    number: int
    title: str
    unit: UnitRef
    classification_code: Code
    code: Code = Field(..., description="As `classification_code`.")
    state: FileState
    state_label: str
    opened_on: date
    closed_on: date | None
    activity_ended_on: date | None
    trigger_on: date | None = Field(..., description="Day of the event, by its proof.")
    active_until: date | None
    inactive_until: date | None
    fate: FinalDisposition | None
    lock_until: date | None = Field(
        ...,
        description="Last day the rule locks the bytes to; null: it has no end yet.",
    )
    explanation: str = Field(..., description="From what the dates were counted.")
    record_count: int = Field(..., description="Records in it that you may see.")
    retention: RetentionSchedule
    allowed_acts: list[str]
    version: Version


class RecordFileList(Listed[RecordFile]):
    """Record files."""


class RecordFileFields(Change):
    """What opens a record file."""

    unit: UUID
    classification_code: str = Field(..., max_length=40, examples=["000.1.5"])
    title: str = Field(..., max_length=300, examples=["Undangan rapat 2026"])
    opened_on: Day | None = Field(None, description="Default is today.")


class RecordFileClosing(Change):
    """Closes a record file."""

    activity_ended_on: Day | None = Field(
        None, description="Default is today; an earlier day needs a reason or a proof."
    )
    trigger_on: Day | None = Field(
        None, description="Day of the event, where the rule counts from one."
    )
    proof: str = Field(
        "", max_length=1000, description="On what the event's day rests."
    )
    proof_file: UUID | None = Field(
        None, description="Your own upload that shows it: a PDF or a picture."
    )
    reason: str = Field("", max_length=1000, description="Why on an earlier day.")
    incomplete: str = Field(
        "", max_length=1000, description="Why, although items lack mandatory facts."
    )


class RecordFileEventDay(Change):
    """The event a closed file waits for."""

    on: Day
    proof: str = Field(..., max_length=1000, examples=["Berita acara 027/12 5-3-2026"])
    proof_file: UUID | None = Field(
        None, description="Your own upload that shows it: a PDF or a picture."
    )


class EventProofGiven(Change):
    """Adds a file that shows the day of the event."""

    upload: UUID = Field(..., description="Your own upload: a PDF or a picture.")


class EventProof(Schema):
    """A file that shows the day of the event."""

    number: int
    name: str
    media_type: str
    size: int = Field(..., description="In bytes.")
    sha256: str
    state: Literal["quarantined", "clean", "refused"]
    trigger_on: date
    added_at: datetime
    locked_until: datetime | None = Field(
        ..., description="null: its check is not done yet."
    )


class Reason(Change):
    """Why something is done."""

    reason: str = Field(..., max_length=1000)


class RecordsMove(Change):
    """Moves records of a file into another open one: all or none."""

    records: list[UUID] = Field(..., min_length=1, max_length=200)
    record_file: UUID
    reason: str = Field("", max_length=1000, description="Where the code differs.")


class FilingWarning(Schema):
    """What was done all the same, and should be looked at."""

    code: str = Field(..., examples=["code_differs"])
    message: str


class FiledRecord(Record):
    """A record as it lies now, with what should be looked at."""

    warnings: list[FilingWarning]
