from archive.classification.models import ClassificationCode, SecurityRule
from archive.disposal.committee_model import (
    AppraisalCommittee,
    CommitteeMember,
    MemberRole,
)
from archive.disposal.models import (
    ApprovalLevel,
    DestructionItem,
    DestructionList,
    ErasurePermit,
    ListApproval,
    Tombstone,
)
from archive.disposal.states import Appraisal, DropReason, ItemState, ListState
from archive.holds.models import HoldScope, LegalHold, ScopeKind
from archive.record_files.models import EventProof, RecordFile
from archive.records.grant_model import GrantState, ReadingGrant
from archive.records.models import (
    DevelopmentLevel,
    Medium,
    QuantityUnit,
    Record,
    RecordContent,
    RecordKind,
)
from archive.registering.models import BroughtFile
from archive.retention.models import CountedFrom, FinalDisposition, RetentionRule
from archive.retention.versions import ScheduleLine, ScheduleState, ScheduleVersion
from archive.schedules.models import ChangeKind, RetentionChange

__all__ = [
    "Appraisal",
    "AppraisalCommittee",
    "ApprovalLevel",
    "BroughtFile",
    "ChangeKind",
    "ClassificationCode",
    "CommitteeMember",
    "CountedFrom",
    "DestructionItem",
    "DestructionList",
    "DevelopmentLevel",
    "DropReason",
    "ErasurePermit",
    "EventProof",
    "FinalDisposition",
    "GrantState",
    "HoldScope",
    "ItemState",
    "LegalHold",
    "ListApproval",
    "ListState",
    "Medium",
    "MemberRole",
    "QuantityUnit",
    "ReadingGrant",
    "Record",
    "RecordContent",
    "RecordFile",
    "RecordKind",
    "RetentionChange",
    "RetentionRule",
    "ScheduleLine",
    "ScheduleState",
    "ScheduleVersion",
    "ScopeKind",
    "SecurityRule",
    "Tombstone",
]
