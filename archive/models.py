from archive.classification.models import ClassificationCode, SecurityRule
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
    "ClassificationCode",
    "CountedFrom",
    "DevelopmentLevel",
    "EventProof",
    "FinalDisposition",
    "Medium",
    "Record",
    "RecordContent",
    "RecordFile",
    "RecordKind",
    "RetentionRule",
    "SecurityRule",
]
