from archive.appraisal_sheets.models import AppraisalSheet
from archive.classification.models import ClassificationCode, SecurityRule
from archive.custody.models import CustodyItem, CustodyMove
from archive.desk.models import SavedView, ViewedList
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
from archive.exchange.models import Export, ExportItem, ExportKind, ExportState
from archive.holds.models import HoldScope, LegalHold, ScopeKind
from archive.intake.models import (
    Accession,
    IntakeKind,
    IntakeRow,
    IntakeState,
    SourceMark,
)
from archive.loans.models import Loan, LoanKind, LoanState
from archive.open_data.models import OpenRecord, OpenState
from archive.openings.models import OpeningReason
from archive.papers.models import ProcedureDocument
from archive.places.models import (
    BoxedFile,
    BoxEvent,
    BoxEventKind,
    BoxState,
    RecordBox,
)
from archive.programmes.models import ProgrammeFile, ProgrammeKind, ProtectedField
from archive.record_files.models import (
    EventProof,
    FiledRecord,
    Filing,
    RecordFile,
)
from archive.records.correction_model import RecordCorrection
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
from archive.reporting.models import BacklogReminder
from archive.retention.models import CountedFrom, FinalDisposition, RetentionRule
from archive.retention.versions import ScheduleLine, ScheduleState, ScheduleVersion
from archive.reviews.models import Review, ReviewItem
from archive.reviews.states import ReviewState, ReviewWord
from archive.schedules.models import ChangeKind, RetentionChange

__all__ = [
    "Accession",
    "Appraisal",
    "AppraisalCommittee",
    "AppraisalSheet",
    "ApprovalLevel",
    "BacklogReminder",
    "BoxEvent",
    "BoxEventKind",
    "BoxState",
    "BoxedFile",
    "BroughtFile",
    "ChangeKind",
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
    "Export",
    "ExportItem",
    "ExportKind",
    "ExportState",
    "FiledRecord",
    "Filing",
    "FinalDisposition",
    "GrantState",
    "HoldScope",
    "IntakeKind",
    "IntakeRow",
    "IntakeState",
    "ItemState",
    "LegalHold",
    "ListApproval",
    "ListState",
    "Loan",
    "LoanKind",
    "LoanState",
    "Medium",
    "MemberRole",
    "OpenRecord",
    "OpenState",
    "OpeningReason",
    "ProcedureDocument",
    "ProgrammeFile",
    "ProgrammeKind",
    "ProtectedField",
    "QuantityUnit",
    "ReadingGrant",
    "Record",
    "RecordBox",
    "RecordContent",
    "RecordCorrection",
    "RecordFile",
    "RecordKind",
    "RetentionChange",
    "RetentionRule",
    "Review",
    "ReviewItem",
    "ReviewState",
    "ReviewWord",
    "SavedView",
    "ScheduleLine",
    "ScheduleState",
    "ScheduleVersion",
    "ScopeKind",
    "SecurityRule",
    "SourceMark",
    "Tombstone",
    "ViewedList",
]
