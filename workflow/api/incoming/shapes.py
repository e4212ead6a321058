"""What incoming letters look like from outside."""

from datetime import date as day
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime, ConfigDict
from typing_extensions import TypedDict

from eoffice.listing import Listed
from eoffice.organisation.actor import Actor
from workflow.api.reading_views.shapes import ReadingViewShape, view_shape
from workflow.delivery.models import delivery_of
from workflow.dispositions import access as dispositions_access
from workflow.incoming import access as incoming_access
from workflow.incoming.allowed_acts import allowed_acts
from workflow.incoming.models import Channel, IncomingLetter, IncomingStatus
from workflow.incoming.queries.agenda_events import events_of
from workflow.incoming.queries.shown import own_subject, shown_incoming
from workflow.reading_views.states import views_of
from workflow.urgency import URGENCY_TOLD

Words = Annotated[str, Field(max_length=2000)]


class Given(Schema):
    """Fields of a request; unknown ones are refused, not ignored."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class SeatRef(Schema):
    """A position, as other things point to it."""

    id: UUID
    title: str = Field(..., examples=["Sekretaris Daerah"])


# No class of pydantic: those keep the name `register` for themselves.
class AgendaNumber(TypedDict):
    """The number of a letter in one agenda."""

    register: Annotated[UUID, Field(description="The register that keeps the agenda.")]
    number: Annotated[str, Field(examples=["SM/0007/SETDA/2026"])]


class IncomingFileShape(Schema):
    """One file; `n` is its place in the path of its content."""

    n: int
    name: str = Field(..., examples=["pindai-0231.pdf"])
    sha256: str
    size: int = Field(..., description="Bytes.")
    media_type: str = Field(..., examples=["application/pdf"])
    pages: int | None
    reading_state: str = Field(..., examples=["done"])
    reading_fault: str = ""
    made_from_sha256: str | None = Field(
        None, description="What was brought, where pages were turned or split."
    )
    reading_view: ReadingViewShape | None = Field(
        None, description="Of an office file: its pages to read, and how far they are."
    )


class Incoming(Schema):
    """An incoming letter with its agenda entry."""

    id: UUID
    status: IncomingStatus
    status_label: str = Field(..., examples=["Tercatat"])
    channel: Channel
    unit: UUID
    agenda_number: str = Field(..., examples=["SM/0007/SETDA/2026"])
    agenda_numbers: list[AgendaNumber] = Field(
        ..., description="One per register; none for a letter of the own unit."
    )
    is_copy: bool = Field(..., description="It came as a copy (tembusan).")
    sender: str = Field(..., examples=["BPS Kabupaten Wanasari"])
    number: str = Field(..., examples=["B-0718/00000/SS.400/2026"])
    date: day | None
    subject: str = Field(..., examples=["Permohonan data penerima bantuan"])
    type: str
    classification_code: str
    urgency: str = Field(..., examples=["biasa"])
    security_class: str = Field(..., examples=["biasa"])
    routed_to: SeatRef | None
    waits_for: SeatRef | None = Field(
        ..., description="The leader, while it lies at the gate before that desk."
    )
    received_at: datetime
    registered_at: datetime | None
    read_at: datetime | None
    completed_at: datetime | None
    due_on: day | None
    decision_request: bool
    decision_due_on: day | None = Field(
        ..., description="By law, for an application (UU 30/2014 Ps 53)."
    )
    letter: UUID | None = Field(..., description="The outgoing letter it came from.")
    version: int = Field(..., description="Also the ETag.")


class ChangeShape(Schema):
    """One field before and after, in words."""

    field: str = Field(..., examples=["subject"])
    label: str = Field(..., examples=["Hal"])
    before: str
    after: str


class AgendaEventShape(Schema):
    """A correction of the entry, a likeness accepted, work on the pages."""

    kind: str = Field(..., examples=["amended"])
    label: str = Field(..., examples=["Catatan diperbaiki"])
    by: str = Field(..., examples=["Siti Rahayu, S.Sos."])
    position: str
    at: datetime
    reason: str
    changes: list[ChangeShape]


class IncomingWhole(Incoming):
    """With its files and what the reader may do."""

    files: list[IncomingFileShape]
    events: list[AgendaEventShape] = Field(..., description="The latest first.")
    dispositions: list[UUID]
    allowed_acts: list[str] = Field(..., examples=[["dispose", "complete"]])


class IncomingList(Listed[Incoming]):
    """A page of incoming letters."""


class Received(Given):
    """Checked uploads that together are one letter."""

    uploads: list[UUID] = Field(..., max_length=50)
    channel: Channel = Channel.SCAN
    received_at: AwareDatetime | None = None


class Entry(Given):
    """The agenda entry, as the clerk confirms it."""

    sender: Words
    subject: Words
    number: Words = ""
    date: day | None = None
    type: Words = ""
    classification_code: Words = ""
    urgency: Words = Field("biasa", description=URGENCY_TOLD)
    security_class: Words = "biasa"
    routed_to: UUID | None = Field(None, description="A desk; default: the head's.")
    due_on: day | None = None
    decision_request: bool = Field(
        default=False, description="An application: a legal day is set beside."
    )
    duplicate_reason: Words = Field(
        "", description="Why it is entered though it looks registered; kept beside it."
    )


class PageTurn(Given):
    """A page, counted from 1 over all files, and by how much it is turned."""

    page: int = Field(..., ge=1, le=10_000, examples=[2])
    degrees: Literal[90, 180, 270] = Field(..., description="Clockwise.")


class Turned(Given):
    """The pages to turn."""

    turns: list[PageTurn] = Field(..., max_length=300)


class Split(Given):
    """The pages, from 2, where the next letters begin."""

    starts: list[Annotated[int, Field(ge=1, le=10_000)]] = Field(
        ..., max_length=100, examples=[[3, 5]]
    )


class SplitLetters(Schema):
    """The letters of one scan, in the order of its pages."""

    items: list[IncomingWhole]


class Amendment(Given):
    """Fields to correct, and why."""

    reason: Words
    sender: Words | None = None
    subject: Words | None = None
    number: Words | None = None
    date: day | None = None
    type: Words | None = None
    classification_code: Words | None = None
    urgency: Words | None = Field(None, description=URGENCY_TOLD)
    security_class: Words | None = None
    routed_to: UUID | None = None
    due_on: day | None = None
    decision_request: bool | None = None


class Passing(Given):
    """A note for the leader."""

    note: Annotated[str, Field(max_length=300)] = ""


class PassedOn(Schema):
    """Where a letter lies after its gate."""

    id: UUID
    status: IncomingStatus
    routed_to: SeatRef | None
    waits_for: SeatRef | None


def passed_on(incoming: IncomingLetter) -> dict[str, Any]:
    """Return where the letter lies: nothing of what it says."""
    desk, leader = incoming.routed_to, incoming.gate_for
    return {
        "id": incoming.pk,
        "status": incoming.status,
        "routed_to": {"id": desk.pk, "title": desk.title} if desk else None,
        "waits_for": {"id": leader.pk, "title": leader.title} if leader else None,
    }


class Completion(Given):
    """A note on completing."""

    note: Words = ""


class ProposedField(Schema):
    """One value with its certainty and place; `page` counts over all files."""

    value: str | None
    confidence: float = Field(..., examples=[0.95])
    doubtful: bool
    page: int
    box: list[float] = Field(
        ..., description="x0, y0, x1, y1 in points from the top left."
    )


class ProposedFields(Schema):
    """The fields of the agenda; null where the paper does not show one."""

    number: ProposedField | None
    date: ProposedField | None
    sender: ProposedField | None
    subject: ProposedField | None
    type: ProposedField | None
    addressee: ProposedField | None


class DuplicateShape(Schema):
    """A letter that may be the same; only those the reader may see."""

    id: UUID
    reason: str = Field(..., examples=["same_number"])
    agenda_number: str
    subject: str
    received_at: datetime


class ProposalShape(Schema):
    """What was read from the pages."""

    state: str = Field(..., description="queued, working, ready or failed.")
    fault: str = Field(..., description="Why it failed; else empty.")
    fields: ProposedFields
    text_source: str = Field(..., examples=["ocr"])
    pages: int
    duplicates: list[DuplicateShape]


ENTRY_NAMES = {
    "date": "letter_date",
    "type": "letter_type",
    "routed_to": "routed_to_id",
}
PLAIN = (
    *("id", "status", "channel", "agenda_number", "sender", "number"),
    *("classification_code", "urgency", "security_class", "received_at"),
    *("registered_at", "read_at", "completed_at", "due_on", "is_copy"),
    *("decision_request", "decision_due_on"),
)


def entry_values(payload: Schema) -> dict[str, Any]:
    """Return the payload under the operation's names."""
    given = payload.model_dump(
        exclude_unset=True, exclude={"reason", "duplicate_reason"}
    )
    return {ENTRY_NAMES.get(name, name): value for name, value in given.items()}


def show(incoming: IncomingLetter, actor: Actor) -> dict[str, Any]:
    """Return the letter as lists show it to the person."""
    desk, leader = incoming.routed_to, incoming.gate_for
    entry = incoming.agenda
    delivery = delivery_of(incoming)
    numbers = [{"register": entry.register_id, "number": entry.text}] if entry else []
    return {
        **{name: getattr(incoming, name) for name in PLAIN},
        "agenda_numbers": numbers,
        "subject": shown_incoming(incoming, actor),
        "status_label": incoming.get_status_display(),
        "unit": incoming.unit_id,
        "date": incoming.letter_date,
        "type": incoming.letter_type,
        "routed_to": {"id": desk.pk, "title": desk.title} if desk else None,
        "waits_for": {"id": leader.pk, "title": leader.title} if leader else None,
        "letter": delivery.letter_id if delivery else None,
        "version": incoming.row_version,
    }


def show_whole(incoming: IncomingLetter, actor: Actor) -> dict[str, Any]:
    """Return the letter with its acts, and its files for whoever may read them."""
    dispositions = dispositions_access.dispositions_visible_to(actor).filter(
        incoming=incoming
    )
    is_reader = incoming_access.reads(actor, incoming)
    rows = incoming.files.select_related("stored", "made_from")
    files = list(rows) if is_reader else []
    views = views_of(file.stored for file in files)
    return {
        **show(incoming, actor),
        "subject": own_subject(incoming, actor),
        "files": [
            {
                "n": n,
                "name": file.name,
                "sha256": file.stored.sha256,
                "size": file.stored.size,
                "media_type": file.stored.media_type,
                "pages": file.pages,
                "reading_state": file.reading_state,
                "reading_fault": file.reading_fault,
                "made_from_sha256": file.made_from.sha256 if file.made_from else None,
                "reading_view": view_shape(views, file.stored_id),
            }
            for n, file in enumerate(files, start=1)
        ],
        "events": events_of(incoming) if is_reader else [],
        "dispositions": list(dispositions.order_by("id").values_list("pk", flat=True)),
        "allowed_acts": allowed_acts(actor, incoming),
    }
