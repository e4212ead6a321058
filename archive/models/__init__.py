from archive.models.classification import ClassificationCode
from archive.models.record import Record, RecordContent, RecordKind
from archive.models.record_file import RecordFile
from archive.models.retention import CountedFrom, FinalDisposition, RetentionRule

__all__ = [
    "ClassificationCode",
    "CountedFrom",
    "FinalDisposition",
    "Record",
    "RecordContent",
    "RecordFile",
    "RecordKind",
    "RetentionRule",
]
