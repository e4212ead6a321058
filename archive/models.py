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
from archive.papers.models import ProcedureDocument
from archive.record_files.models import EventProof, RecordFile
from archive.records.models import (
    DevelopmentLevel,
    Medium,
    Record,
    RecordContent,
    RecordKind,
)
from archive.retention.models import CountedFrom, FinalDisposition, RetentionRule

__all__ = [
    "Appraisal",
    "AppraisalCommittee",
    "ApprovalLevel",
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
    "HoldScope",
    "ItemState",
    "LegalHold",
    "ListApproval",
    "ListState",
    "Medium",
    "MemberRole",
    "ProcedureDocument",
    "Record",
    "RecordContent",
    "RecordFile",
    "RecordKind",
    "RetentionRule",
    "ScopeKind",
    "SecurityRule",
    "Tombstone",
]
