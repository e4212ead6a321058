"""What dispositions look like from outside."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema

from eoffice.listing import Listed
from eoffice.organisation.actor import Actor
from workflow.api.incoming.shapes import Given, SeatRef
from workflow.dispositions.allowed_acts import allowed_acts
from workflow.dispositions.models import Disposition, ReceiverRole, ReceiverState
from workflow.dispositions.operations.giving import DispositionInput, ReceiverInput
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


class ProgressGiven(Given):
    """A report on the way."""

    text: Text


class AnswerGiven(Given):
    """The result."""

    answer: Text = ""


class ReasonGiven(Given):
    """Why."""

    reason: Annotated[str, Field(max_length=300)] = ""


class ProgressShape(Schema):
    """A report on the way."""

    text: str
    by: str
    at: datetime


class ShareShape(Schema):
    """One receiver's share; `children` are slips it was handed on with."""

    id: UUID
    position: SeatRef
    holder: str = Field(..., examples=["Arif Budiman, S.Sos."])
    role: ReceiverRole
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


class Shower:
    """Shows slips; asks for words and names once for all of them."""

    def __init__(self, slips: list[Disposition], *, is_own_page: bool) -> None:
        """Fetch what `slips` need; lists veil what confidential ones are about."""
        self.is_own_page = is_own_page
        codes = [code for slip in slips for code in slip.instructions]
        self.texts = queries.instruction_texts(codes)

    def slip(self, node: queries.DispositionNode) -> dict[str, Any]:
        """Return a slip with its receivers and what is below."""
        slip = node.slip
        return {
            "id": slip.pk,
            "letter": slip.incoming_id,
            "subject": str(slip) if self.is_own_page else shown_matter(slip),
            "initiative": slip.initiative,
            "parent": slip.parent_id,
            "giver": {"id": slip.giver_position_id, "title": slip.giver_position.title},
            "giver_name": slip.giver.full_name,
            "instructions": [
                {"code": code, "text": self.texts.get(code, code)}
                for code in slip.instructions
            ],
            "note": slip.note if self.is_own_page else shown_words(slip, slip.note),
            "due_on": slip.due_on,
            "overdue": queries.is_overdue(slip),
            "created_at": slip.created_at,
            "recalled_at": slip.recalled_at,
            "recall_reason": slip.recall_reason,
            "recipients": [self._share(share) for share in node.shares],
        }

    def _share(self, node: queries.ShareNode) -> dict[str, Any]:
        share = node.receiver
        return {
            "id": share.pk,
            "position": {"id": share.position_id, "title": share.position.title},
            "holder": node.holder,
            "role": share.role,
            "state": share.state,
            "state_label": share.get_state_display(),
            "read_at": share.read_at,
            "completed_at": share.completed_at,
            "answer": share.answer,
            "progress": [
                {"text": p.text, "by": p.official.full_name, "at": p.created_at}
                for p in share.progress.all()
            ],
            "children": [self.slip(child) for child in node.children],
        }


def _flat(nodes: list[queries.DispositionNode]) -> list[queries.DispositionNode]:
    below = [child for n in nodes for share in n.shares for child in share.children]
    return [*nodes, *(_flat(below) if below else [])]


def show_page(slips: list[Disposition]) -> dict[UUID, dict[str, Any]]:
    """Return slips of a list by id, without what is below them."""
    shower = Shower(slips, is_own_page=False)
    seats = [share.position_id for slip in slips for share in slip.receivers.all()]
    names = queries.holder_names(seats)
    return {
        slip.pk: shower.slip(
            queries.DispositionNode(
                slip=slip,
                shares=[
                    queries.ShareNode(
                        receiver=share, holder=names.get(share.position_id, "")
                    )
                    for share in slip.receivers.all()
                ],
            )
        )
        for slip in slips
    }


def show_whole(slip: Disposition, actor: Actor) -> dict[str, Any]:
    """Return the slip, the visible tree around it, and its acts."""
    tops = queries.tree_of(slip, actor)
    every = _flat(tops)
    shower = Shower([node.slip for node in every], is_own_page=True)
    here = next(node for node in every if node.slip.pk == slip.pk)
    return {
        **shower.slip(here),
        "tree": [shower.slip(node) for node in tops],
        "allowed_acts": allowed_acts(here.slip, actor),
    }
