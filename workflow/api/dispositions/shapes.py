"""What dispositions look like from outside."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema

from eoffice.listing import Listed
from eoffice.organisation.actor import Actor
from workflow.api.incoming.shapes import Given, SeatRef
from workflow.dispositions.allowed_acts import allowed_acts
from workflow.dispositions.models import (
    Disposition,
    PreparedDisposition,
    ReceiverRole,
    ReceiverState,
)
from workflow.dispositions.operations.checking import DispositionInput, ReceiverInput
from workflow.dispositions.queries import lists as queries
from workflow.dispositions.queries.shown import shown_matter, shown_words

Text = Annotated[str, Field(max_length=4000)]


class ReceiverGiven(Given):
    """One receiver and their part."""

    position: UUID
    role: ReceiverRole = ReceiverRole.LEAD


class SlipGiven(Given):
    """What the giver writes."""

    recipients: list[ReceiverGiven] = Field(..., max_length=300)
    instructions: list[Annotated[str, Field(max_length=60)]] = Field(
        default=[], max_length=50, examples=[["tindak_lanjuti"]]
    )
    note: Annotated[str, Field(max_length=2000)] = ""
    due_on: date | None = None


class DispositionGiven(SlipGiven):
    """On a letter, on one's own initiative, or handing one on (`parent`)."""

    letter: UUID | None = Field(
        None, description="Incoming letter, or a letter delivered to your desk."
    )
    initiative: Annotated[str, Field(max_length=300)] | None = None
    parent: UUID | None = None
    position: UUID | None = Field(
        None, description="With `parent`: whose share, where you hold several."
    )


OwnPosition = Annotated[
    UUID | None,
    Field(description="Which of your positions acts, where several received it."),
]


class HandedOn(SlipGiven):
    """What the giver writes, and whose share is handed on."""

    position: OwnPosition = None


class ProgressGiven(Given):
    """A report on the way."""

    text: Text
    position: OwnPosition = None


class AnswerGiven(Given):
    """The result."""

    answer: Text = ""
    position: OwnPosition = None


class ReadGiven(Given):
    """Who has read it."""

    position: OwnPosition = None


class ReasonGiven(Given):
    """Why."""

    reason: Annotated[str, Field(max_length=300)] = ""


class ProgressShape(Schema):
    """A report on the way."""

    text: str
    by: str
    at: datetime


class Preparing(SlipGiven):
    """What a helper prepares; `version` of the draft that was read, 0 for none."""

    version: int = 0


class Issuing(Given):
    """Which state of the draft is given."""

    version: int


class PreparedReceiver(Schema):
    """One receiver of a draft."""

    position: UUID
    role: ReceiverRole


class PreparedShape(Schema):
    """A draft beside a letter, for the leader of its desk to give."""

    id: UUID
    letter: UUID
    desk: UUID
    recipients: list[PreparedReceiver]
    instructions: list[str]
    note: str
    due_on: date | None
    prepared_by: str
    prepared_at: datetime
    version: int


class ShareShape(Schema):
    """One receiver's share; `children` are slips it was handed on with."""

    id: UUID
    position: SeatRef
    holder: str = Field(..., examples=["Arif Budiman, S.Sos."])
    role: ReceiverRole
    coordination: bool = Field(
        ..., description="Sideways, joint work: no answer is owed."
    )
    state: ReceiverState
    state_label: str
    read_at: datetime | None
    completed_at: datetime | None
    answer: str
    progress: list[ProgressShape]
    children: list["DispositionTree"] = []


class SlipInstruction(Schema):
    """A phrase of the slip."""

    code: str
    text: str


class DispositionShape(Schema):
    """One slip."""

    id: UUID
    letter: UUID | None = Field(..., description="The incoming letter.")
    subject: str
    initiative: str
    parent: UUID | None
    giver: SeatRef
    giver_name: str
    instructions: list[SlipInstruction]
    note: str
    due_on: date | None
    overdue: bool
    created_at: datetime
    recalled_at: datetime | None
    recall_reason: str
    recipients: list[ShareShape]


class DispositionTree(DispositionShape):
    """A slip with what was handed on below each receiver."""


class DispositionWhole(DispositionShape):
    """With the visible tree and what the reader may do."""

    tree: list[DispositionTree]
    allowed_acts: list[str] = Field(..., examples=[["forward", "complete"]])


class DispositionList(Listed[DispositionShape]):
    """A page of dispositions."""


ShareShape.model_rebuild()
DispositionTree.model_rebuild()
DispositionWhole.model_rebuild()


def disposition_input_of(payload: SlipGiven) -> DispositionInput:
    """Return the payload as the operation takes it."""
    return DispositionInput(
        receivers=[
            ReceiverInput(position_id=one.position, role=one.role)
            for one in payload.recipients
        ],
        instructions=payload.instructions,
        note=payload.note,
        due_on=payload.due_on,
    )


def show_prepared(prepared: PreparedDisposition) -> dict[str, Any]:
    """Return a draft as it is shown to the desk and its helpers."""
    told = prepared.content
    return {
        "id": prepared.pk,
        "letter": prepared.incoming_id,
        "desk": prepared.desk_id,
        "recipients": told["receivers"],
        "instructions": told["instructions"],
        "note": told["note"],
        "due_on": told["due_on"],
        "prepared_by": prepared.prepared_by.full_name,
        "prepared_at": prepared.prepared_at,
        "version": prepared.row_version,
    }


class Shower:
    """Shows slips; asks for words and names once for all of them."""

    def __init__(self, dispositions: list[Disposition], *, is_own_page: bool) -> None:
        """Fetch what `slips` need; lists veil what confidential ones are about."""
        self.is_own_page = is_own_page
        # Texts of all dispositions in one query, not one for each.
        codes = [
            code for disposition in dispositions for code in disposition.instructions
        ]
        self.texts = queries.instruction_texts(codes)

    def disposition(self, node: queries.DispositionNode) -> dict[str, Any]:
        """Return a disposition with its receivers and what is below."""
        disposition = node.disposition
        return {
            "id": disposition.pk,
            "letter": disposition.incoming_id,
            "subject": str(disposition)
            if self.is_own_page
            else shown_matter(disposition),
            "initiative": disposition.initiative,
            "parent": disposition.parent_id,
            "giver": {
                "id": disposition.giver_position_id,
                "title": disposition.giver_position.title,
            },
            "giver_name": disposition.giver.full_name,
            "instructions": [
                {"code": code, "text": self.texts.get(code, code)}
                for code in disposition.instructions
            ],
            "note": disposition.note
            if self.is_own_page
            else shown_words(disposition, disposition.note),
            "due_on": disposition.due_on,
            "overdue": queries.is_overdue(disposition),
            "created_at": disposition.created_at,
            "recalled_at": disposition.recalled_at,
            "recall_reason": disposition.recall_reason,
            "recipients": [self._share(share) for share in node.shares],
        }

    def _share(self, node: queries.ShareNode) -> dict[str, Any]:
        share = node.receiver
        return {
            "id": share.pk,
            "position": {"id": share.position_id, "title": share.position.title},
            "holder": node.holder,
            "role": share.role,
            "coordination": share.is_coordination,
            "state": share.state,
            "state_label": share.get_state_display(),
            "read_at": share.read_at,
            "completed_at": share.completed_at,
            "answer": share.answer,
            "progress": [
                {"text": p.text, "by": p.official.full_name, "at": p.created_at}
                for p in share.progress.all()
            ],
            "children": [self.disposition(child) for child in node.children],
        }


def _flat(nodes: list[queries.DispositionNode]) -> list[queries.DispositionNode]:
    below = [child for n in nodes for share in n.shares for child in share.children]
    return [*nodes, *(_flat(below) if below else [])]


def show_page(dispositions: list[Disposition]) -> dict[UUID, dict[str, Any]]:
    """Return slips of a list by id, without what is below them."""
    shower = Shower(dispositions, is_own_page=False)
    seats = [
        share.position_id
        for disposition in dispositions
        for share in disposition.receivers.all()
    ]
    names = queries.holder_names(seats)
    return {
        disposition.pk: shower.disposition(
            queries.DispositionNode(
                disposition=disposition,
                shares=[
                    queries.ShareNode(
                        receiver=share, holder=names.get(share.position_id, "")
                    )
                    for share in disposition.receivers.all()
                ],
            )
        )
        for disposition in dispositions
    }


def show_whole(disposition: Disposition, actor: Actor) -> dict[str, Any]:
    """Return the disposition, the visible tree around it, and its acts."""
    tops = queries.tree_of(disposition, actor)
    every = _flat(tops)
    shower = Shower([node.disposition for node in every], is_own_page=True)
    here = next(node for node in every if node.disposition.pk == disposition.pk)
    return {
        **shower.disposition(here),
        "tree": [shower.disposition(node) for node in tops],
        "allowed_acts": allowed_acts(actor, here.disposition),
    }
