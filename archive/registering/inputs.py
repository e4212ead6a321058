"""What enters a record by hand: one row of a list, as people write it down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from archive.records.models import DevelopmentLevel, Medium, QuantityUnit
from workflow.security_class import SecurityClass

#: Old paper often has no number of its own; lists still want a word to point at.
NO_NUMBER = "tanpa nomor"
MOST_ROWS = 1_000  # of one call
MOST_FILES = 20  # of one record
MOST_COUNTED = 1_000_000
LONGEST = {"number": 120, "description": 500, "party": 300, "document_type": 60}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInput:
    """A record that is no letter of ours, by the columns of the law.

    `record_file_id` files it at once; `uploads` are the person's own brought files,
    whose check may still run.
    """

    unit_id: UUID
    record_date: date
    description: str
    number: str = ""
    party: str = ""
    document_type: str = ""
    classification_code: str = ""
    security_class: SecurityClass = SecurityClass.BIASA
    development: DevelopmentLevel = DevelopmentLevel.ORIGINAL
    quantity: int = 1
    quantity_unit: QuantityUnit = QuantityUnit.SHEET
    medium: Medium = Medium.PAPER
    record_file_id: UUID | None = None
    uploads: Sequence[UUID] = ()
