from archive.appraisal_sheets.models import AppraisalSheet
from archive.classification.models import ClassificationCode, SecurityRule
from archive.custody.models import CustodyItem, CustodyMove
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

__all__ = [
    "Appraisal",
    "AppraisalCommittee",
    "AppraisalSheet",
    "ApprovalLevel",
    "BroughtFile",
    "ClassificationCode",
    "CommitteeMember",
    "CountedFrom",
    "CustodyItem",
    "CustodyMove",
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
    "ProcedureDocument",
    "QuantityUnit",
    "ReadingGrant",
    "Record",
    "RecordContent",
    "RecordFile",
    "RecordKind",
    "RetentionRule",
    "ScopeKind",
    "SecurityRule",
    "Tombstone",
]
