"""What destruction lists, committees and holds look like from outside."""

import datetime as dt
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from archive.disposal.committee_model import MemberRole
from archive.disposal.models import ApprovalLevel
from archive.disposal.states import Appraisal, DropReason, ItemState, ListState
from archive.holds.models import ScopeKind
from eoffice.api.organisation.shapes import (
    Change,
    Day,
    PositionRef,
    UnitRef,
    Version,
)
from eoffice.listing import Listed
from workflow.models import SecurityClass

Reason = Annotated[str, Field(max_length=1000, examples=["Periksa kembali lampiran"])]


class DecisionDocument(Change):
    """The written approval, as it was signed."""

    number: str = Field(..., max_length=120, examples=["000.5.6.2/12/BUP/2026"])
    date: Day
    by: str = Field(..., max_length=200, examples=["Bupati Wanasari"])


class GivenApproval(Schema):
    """An approval that was entered."""

    level: ApprovalLevel
    number: str
    date: dt.date
    by: str
    entered_at: datetime
    current: bool = Field(..., description="False once the list was sent back.")


class DestructionList(Schema):
    """One list of records to be destroyed, and how far it is."""

    id: UUID
    name: str = Field(..., examples=["Usul musnah 2026"])
    state: ListState
    state_label: str
    unit: UnitRef
    due_before: date
    items: int = Field(..., description="Items that stand on it, destroyed ones too.")
    dropped: int = Field(..., description="Items that left it, each with its reason.")
    decided: int = Field(..., description="Items with a word of the committee.")
    approvals: list[GivenApproval]
    approvals_missing: list[ApprovalLevel] = Field(
        ..., description="By total retention; told once the committee has decided."
    )
    proposed_at: datetime
    execution_asked: bool = Field(..., description="By one person; another begins it.")
    destroyed_at: datetime | None
    job: UUID | None = Field(..., description="The work that destroys.")
    allowed_acts: list[str] = Field(
        ...,
        description="Yours to do now. In the list of lists by state and rights alone;"
        " of one list none that would be refused for what is missing.",
    )
    version: Version


class DestructionListPage(Listed[DestructionList]):
    """A page of lists."""


class DestructionProposal(Change):
    """What a list is made of: all that is due before the day."""

    name: str = Field(..., max_length=200, examples=["Usul musnah 2026"])
    due_before: Day
    units: list[UUID] = Field(
        default_factory=list, max_length=200, description="And all below them."
    )
    codes: list[str] = Field(
        default_factory=list, max_length=200, description="And all below them."
    )


class DestructionItem(Schema):
    """One record on a list, as it was listed."""

    id: UUID
    record: UUID
    order: int
    number: str
    date: dt.date
    code: str
    description: str = Field(..., description="Of a classed record: its code's name.")
    security_class: SecurityClass
    unit: UUID
    file: UUID
    rule: str = Field(..., examples=["2 + 3 tahun, Musnah (Perbup 12/2026)"])
    needs_look: bool = Field(..., description="Its rule has an exception.")
    total_years: int
    due_on: dt.date
    state: ItemState
    decision: Appraisal | None
    until: dt.date | None
    reason: str
    dropped_because: DropReason | None
    dropped_label: str


class DestructionItemPage(Listed[DestructionItem]):
    """A page of items."""


class AppraisalFields(Change):
    """The committee's word on one item."""

    decision: Appraisal
    until: Day | None = None
    reason: str = Field("", max_length=500)


class BulkAppraisal(AppraisalFields):
    """The word on several: those named, or those of a rule, or all undecided ones."""

    items: list[UUID] = Field(default_factory=list, max_length=1000)
    rule: UUID | None = None


class Appraised(Schema):
    """How many items the word was given on."""

    appraised: int


class ApprovalFields(Change):
    """A written approval; without a level it is the first that is missing."""

    document: DecisionDocument
    level: ApprovalLevel | None = None


class ListReason(Change):
    """Why a list is sent back or called off."""

    reason: Reason


class ExecutionFields(Change):
    """The list's name, typed as it stands there."""

    name: str = Field(..., max_length=200)


class ItemProof(Schema):
    """What the proof found of one record: nothing."""

    record: UUID
    object_versions: int
    search: int
    database: int
    kept_elsewhere: int = Field(
        ..., description="Files another register still keeps; they go with the last."
    )
    at: datetime
    sha256: list[str]


class Certificate(Schema):
    """One hash over all items of the list."""

    items: int
    sha256: str
    backups_until: dt.date | None = Field(
        None, description="The last day of backups that still hold the items."
    )


class DestructionProof(Schema):
    """The proof of a destroyed list."""

    items: list[ItemProof]
    certificate: Certificate | None


class CommitteeMember(Change):
    """A position on the committee."""

    position: UUID
    role: MemberRole


class CommitteeFields(Change):
    """The decree of a committee, for a records unit."""

    unit: UUID
    number: str = Field(..., max_length=120, examples=["000.5.6/1/2026"])
    decided_on: Day
    members: list[CommitteeMember] = Field(..., min_length=1, max_length=50)


class MemberShape(Schema):
    """A member as the decree names it."""

    position: PositionRef
    role: MemberRole
    role_label: str


class Committee(Schema):
    """The committee in force for a records unit."""

    id: UUID
    unit: UnitRef
    number: str
    decided_on: date
    members: list[MemberShape]


class HoldScope(Change):
    """One thing that a hold covers."""

    kind: ScopeKind
    record: UUID | None = None
    record_file: UUID | None = None
    unit: UUID | None = None
    code: str = Field("", max_length=40)
    words: str = Field("", max_length=200)
    year: int | None = Field(None, ge=1900, le=2200)


class HoldFields(Change):
    """A case that keeps records."""

    case: str = Field(..., max_length=300, examples=["Perkara 12/G/2026/PTUN"])
    requester: str = Field(..., max_length=200, examples=["Bagian Hukum"])
    basis: str = Field(..., max_length=300, examples=["Surat 180/4/2026"])
    from_on: Day | None = Field(None, alias="from")
    to_on: Day | None = Field(None, alias="to")
    scopes: list[HoldScope] = Field(..., min_length=1, max_length=200)


class InStore(Schema):
    """How far the store's own legal hold follows: `done` of `total` files."""

    done: int
    total: int


class Hold(Schema):
    """A hold, in force or lifted."""

    id: UUID
    case: str
    requester: str
    basis: str
    unit: UnitRef
    from_on: date = Field(..., serialization_alias="from")
    to_on: date | None = Field(..., serialization_alias="to")
    scopes: list[HoldScope]
    records: int | None = Field(
        ..., description="Records that it covers now; null in a list."
    )
    in_store: InStore | None = Field(
        ..., description="Files the store was told of; null in a list, or without any."
    )
    in_force: bool
    placed_at: datetime
    lifted_at: datetime | None
    lift_reason: str
    allowed_acts: list[str]
    version: Version


class HoldPage(Listed[Hold]):
    """A page of holds."""


class HoldReason(Change):
    """Why a hold is lifted."""

    reason: str = Field(..., max_length=300)
