"""`/me/handover`: what lies at one's seats, to hand over or to take over."""

from typing import Any
from uuid import UUID

from ninja import Field, Router, Schema

from eoffice.api.requests import ApiRequest
from workflow.api.outgoing import answers
from workflow.api.outgoing.shapes import PositionNamed
from workflow.dispositions.queries.shown import shown_matter
from workflow.letters.models import Letter
from workflow.letters.queries.shown import shown_title
from workflow.outgoing.handover import MOST, Handover, handovers_of

router = Router()


class Handed(Schema):
    """One open thing, named as lists name it."""

    id: UUID
    title: str = Field(..., examples=["Undangan rapat koordinasi"])


class SeatHandover(Schema):
    """A seat with everything that is open there; of each kind at most 200."""

    position: PositionNamed
    count: int
    to_decide: list[Handed] = Field(
        ..., description="Letters to initial or to sign.", max_length=MOST
    )
    drafts: list[Handed] = Field(..., max_length=MOST)
    under_way: list[Handed] = Field(..., max_length=MOST)
    dispositions: list[Handed] = Field(..., max_length=MOST)


class HandoverShape(Schema):
    """All seats that the person acts for."""

    seats: list[SeatHandover]


def _letter(one: Letter) -> Handed:
    return Handed(id=one.pk, title=shown_title(one))


def _seat(one: Handover) -> SeatHandover:
    shares = [share.disposition for share in one.shares]
    return SeatHandover(
        position=answers.position(one.position),
        count=one.count,
        to_decide=[_letter(step.letter) for step in one.steps],
        drafts=[_letter(letter) for letter in one.drafts],
        under_way=[_letter(letter) for letter in one.moving],
        dispositions=[Handed(id=d.pk, title=shown_matter(d)) for d in shares],
    )


@router.get("/me/handover", response=HandoverShape, summary="What lies at my seats")
def get_handover(request: ApiRequest) -> Any:
    """Nothing has to be moved: it hangs on the seat, whoever holds it next."""
    return HandoverShape(seats=[_seat(one) for one in handovers_of(request.actor)])
