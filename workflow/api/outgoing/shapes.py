"""What letters look like from outside."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from eoffice.listing import Listed
from workflow.api.reading_views.shapes import ReadingViewShape
from workflow.approval.models import StepState
from workflow.differences.versions import BlockKind
from workflow.differences.words import TextOp
from workflow.letters.models import AuthorityForm, LetterStatus, StepKind
from workflow.security_class import SecurityClass
from workflow.urgency import Urgency


class UnitNamed(Schema):
    """A unit."""

    id: UUID
    code: str = Field(..., examples=["SETDA-ORG"])
    name: str = Field(..., examples=["Bagian Organisasi"])


class PositionNamed(Schema):
    """A position."""

    id: UUID
    title: str = Field(..., examples=["Sekretaris Daerah"])


class OfficialNamed(Schema):
    """A person."""

    id: UUID
    name: str = Field(..., examples=["Widya Kusumaningrum, S.Sos."])


class Drafter(OfficialNamed):
    """Who drafts, and from which seat."""

    position: PositionNamed


class Signatory(Schema):
    """Who signs; `official` is known once signed."""

    position: PositionNamed
    authority: AuthorityForm
    official: OfficialNamed | None


class Step(Schema):
    """One seat's turn on the version."""

    id: UUID
    kind: StepKind
    kind_label: str
    order: int
    state: StepState
    state_label: str
    position: PositionNamed
    official: OfficialNamed | None
    opened_at: datetime | None
    decided_at: datetime | None
    note: str


class External(Schema):
    """Somebody outside."""

    name: str
    address: str


class Recipient(Schema):
    """To whom; exactly one of the three is set, `name` is for readers."""

    position: UUID | None
    unit: UUID | None
    external: External | None
    name: str = Field(..., examples=["Kepala Dinas Kesehatan"])


class Attachment(Schema):
    """A file that goes with the letter; `id` is the upload's."""

    id: UUID
    name: str
    size: int
    media_type: str
    sha256: str
    reading_view: ReadingViewShape | None = Field(
        None, description="Of an office file: its pages to read, and how far they are."
    )


class LetterSummary(Schema):
    """A letter as lists show it."""

    id: UUID
    type: str = Field(..., examples=["surat_dinas"])
    type_label: str = Field(..., examples=["Surat Dinas"])
    status: LetterStatus
    status_label: str = Field(..., examples=["Menunggu paraf"])
    status_since: datetime
    subject: str
    number: str | None = Field(..., examples=["000.1.5/1/SETDA/2026"])
    sequence_number: int | None
    letter_date: date | None = Field(
        ..., description="Once signed: as printed; before: as wished."
    )
    urgency: Urgency
    urgency_label: str
    security_class: SecurityClass
    security_class_label: str
    classification_code: str
    unit: UnitNamed
    drafter: Drafter
    signatory: Signatory | None
    version: int | None = Field(..., description="Number of the frozen version.")
    content_hash: str | None
    created_at: datetime
    updated_at: datetime
    signed_at: datetime | None
    sent_at: datetime | None


class Revoked(Schema):
    """By whom and why a letter was revoked."""

    at: datetime
    reason: str
    official: OfficialNamed
    position: PositionNamed


class LetterShape(LetterSummary):
    """A letter, whole. Steps and notes show for those who take part in it."""

    body: list[dict[str, Any]]
    steps: list[Step]
    recipients: list[Recipient]
    cc: list[Recipient]
    references: list[UUID]
    attachments: list[Attachment]
    verification_code: str | None
    verification_url: str | None
    revocation: Revoked | None
    corrected_by: list[str] = Field(
        ..., description="Numbers of later letters that correct it (ralat)."
    )
    row_version: int = Field(..., description="Also the ETag.")
    allowed_acts: list[str] = Field(..., examples=[["edit", "submit", "delete"]])


class LetterList(Listed[LetterSummary]):
    """A page of letters."""


class FaultShape(Schema):
    """One broken rule: where, which, and the remedy."""

    field: str = Field(..., examples=["recipients"])
    code: str = Field(..., examples=["required"])
    message: str


class ProposedCodeShape(Schema):
    """A leaf code in force that may fit; `reason` in the reader's language."""

    code: str
    name: str
    reason: str


class ProposedCodes(Schema):
    """Codes for a draft, the likeliest first."""

    items: list[ProposedCodeShape]


class CheckResult(Schema):
    """Every rule the letter breaks as it stands; none: it may go."""

    passed: bool
    faults: list[FaultShape]
    warnings: list[FaultShape] = Field(
        ..., description="What to think of first; the letter may go."
    )


class Version(Schema):
    """A frozen version."""

    id: UUID
    number: int
    content_hash: str
    pages: int
    submitted_by: OfficialNamed
    submitted_as: PositionNamed
    submitted_at: datetime
    pdf_sha256: str


class VersionWithContent(Version):
    """A frozen version with its content tree."""

    content: dict[str, Any]


class VersionList(Listed[Version]):
    """A page of versions."""


class Words(Schema):
    """A run of words: kept, taken out or put in."""

    op: str = Field(..., examples=["insert"], description="equal, delete, insert")
    text: str


class FieldDifference(Schema):
    """A field that reads otherwise."""

    field: str = Field(..., examples=["subject"])
    before: str
    after: str
    words: list[Words]


class BlockDifference(Schema):
    """A block that came, went, moved or reads otherwise."""

    block: str
    type: str
    change: str = Field(..., examples=["changed"])
    before: str
    after: str
    words: list[Words]


class Differences(Schema):
    """What lies between two versions of a letter."""

    from_version: int = Field(..., serialization_alias="from")
    to_version: int = Field(..., serialization_alias="to")
    same: bool
    fields: list[FieldDifference]
    blocks: list[BlockDifference]


class WordPart(Schema):
    """Words kept, put in or taken out."""

    op: TextOp
    text: str


class BlockWordsShape(Schema):
    """A block with its words, as they were and are."""

    id: str
    kind: BlockKind
    parts: list[WordPart]


class FieldWords(Schema):
    """A field that reads otherwise."""

    name: str = Field(..., examples=["subject"])
    before: str
    after: str


class WordDifferences(Schema):
    """Every block word by word, in the order of the later version."""

    from_version: int = Field(..., serialization_alias="from")
    to_version: int = Field(..., serialization_alias="to")
    changed: int = Field(..., description="How many blocks and fields read otherwise.")
    blocks: list[BlockWordsShape]
    fields: list[FieldWords]


class Moment(Schema):
    """Something that happened to the letter."""

    at: datetime
    kind: str = Field(..., examples=["step_approved"])
    label: str = Field(..., examples=["Diparaf"])
    official: OfficialNamed | None
    position: PositionNamed | None
    note: str
    version: int | None
    lasted_s: int | None = Field(
        ..., description="Of a desk that has done with it: how long it lay there."
    )


class Timeline(Listed[Moment]):
    """Who had the letter when, oldest first."""


class DeliveryShape(Schema):
    """Where a sent letter went, and whether it was read."""

    recipient: str
    kind: str = Field(..., examples=["to"], description="to or cc")
    position: PositionNamed | None
    state: str = Field(..., examples=["read"], description="outside, delivered, read")
    delivered_at: datetime | None
    read_at: datetime | None
    read_by: OfficialNamed | None


class DeliveryList(Listed[DeliveryShape]):
    """A page of deliveries."""


class CertificateShape(Schema):
    """A signer's certificate."""

    subject: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_to: datetime
    sha256: str


class SignatureShape(Schema):
    """One revision of signed bytes, with what proves it."""

    official: OfficialNamed
    position: PositionNamed
    printed_name: str
    printed_title: str
    authority: str
    level: str = Field(..., examples=["B-T"])
    demo: bool
    claimed_at: datetime
    trusted_at: datetime | None
    sha256: str
    size: int
    locked_until: datetime | None
    certificate: CertificateShape | None


class Evidence(Schema):
    """What proves the letter: signatures, certificates, times."""

    content_hash: str
    verification_code: str
    verification_url: str
    level: str
    signatures: list[SignatureShape]
