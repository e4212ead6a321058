"""What enters a record by hand, as programs send it."""

from datetime import date
from uuid import UUID

from ninja import Field

from archive.records.models import DevelopmentLevel, Medium, QuantityUnit
from archive.registering.inputs import MOST_COUNTED, RecordInput
from eoffice.api.organisation.shapes import Change, Day
from workflow.models import SecurityClass


class RecordEntry(Change):
    """A record by the columns of the law."""

    unit: UUID = Field(..., description="A unit whose records you file.")
    description: str = Field(
        ..., max_length=500, examples=["Notula rapat koordinasi triwulan II"]
    )
    record_date: Day = Field(..., examples=[date(2019, 6, 14)])
    number: str = Field("", max_length=120, description="Empty where it has none.")
    party: str = Field("", max_length=300)
    document_type: str = Field("", max_length=60, examples=["notula"])
    classification_code: str = Field(
        "", max_length=40, description="Empty: the code of the file."
    )
    security_class: SecurityClass = SecurityClass.BIASA
    development: DevelopmentLevel = DevelopmentLevel.ORIGINAL
    quantity: int = Field(1, ge=1, le=MOST_COUNTED)
    quantity_unit: QuantityUnit = QuantityUnit.SHEET
    medium: Medium = Medium.PAPER
    record_file: UUID | None = Field(None, description="Filed at once into this file.")
    uploads: list[UUID] = Field(
        default_factory=list,
        max_length=20,
        description="Your own uploads; they open once their check is done.",
        examples=[[]],
    )

    def row(self) -> RecordInput:
        """Return it as the operation takes it."""
        same = self.model_dump(exclude={"unit", "record_file"})
        return RecordInput(unit_id=self.unit, record_file_id=self.record_file, **same)
