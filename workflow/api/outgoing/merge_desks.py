"""A batch at one's desk: its sample, and one decision about all of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema, Status
from pydantic import AwareDatetime

from eoffice.api.requests import ApiRequest
from workflow.api.outgoing.inputs import Given
from workflow.api.outgoing.merges import BATCH, JOB, accepted
from workflow.approval.models import DecisionKind
from workflow.merging import access
from workflow.merging.deciding import (
    LONGEST_NOTE,
    BatchOrder,
    decide_letters,
    take_out,
)
from workflow.merging.sampling import BatchAtDesk, batch_at_desk

router = Router()


class SampledLetter(Schema):
    """A letter to be looked at."""

    row: int = Field(..., description="Of the table.")
    letter: UUID
    version: int
    seen: bool = Field(..., description="Its page was opened at this desk.")


class BatchSample(Schema):
    """The batch as it lies at the desk; `as_of` goes with the decision."""

    as_of: datetime
    act: str = Field(..., examples=["approve"], description="`approve` or `sign`.")
    letters: list[UUID] = Field(..., description="All that wait here.")
    seen: int
    sample: list[SampledLetter]


class BatchApproval(Given):
    """Initial all of them."""

    as_of: AwareDatetime = Field(..., description="Of the sample; later ones stay.")
    note: str = Field("", max_length=LONGEST_NOTE)


class BatchReturn(Given):
    """Return all of them."""

    as_of: AwareDatetime = Field(..., description="Of the sample; later ones stay.")
    note: str = Field(..., max_length=LONGEST_NOTE, description="What to mend.")


class RowsTaken(Given):
    """Rows that go by themselves."""

    rows: list[int] = Field(..., min_length=1, max_length=1000)


def _shown(here: BatchAtDesk, as_of: datetime) -> BatchSample:
    return BatchSample(
        as_of=as_of,
        act="sign" if here.turn.signs else "approve",
        letters=[one.of_letter for one in here.letters],
        seen=here.seen,
        sample=[
            SampledLetter(
                row=one.number,
                letter=one.of_letter,
                version=one.version_number,
                seen=one.is_seen,
            )
            for one in here.sample
        ],
    )


@router.get(f"{BATCH}/sample", response=BatchSample, summary="Letters to look at")
def get_merge_sample(request: ApiRequest, batch_id: UUID) -> Any:
    """Some by chance, some with the longest values. 404 where nothing waits here."""
    batch = access.visible_batch(request.actor, batch_id)
    now = timezone.now()
    return _shown(batch_at_desk(request.actor, batch, now), now)


@router.post(f"{BATCH}/approve", summary="Initial a batch as one", **JOB)
def approve_batch(
    request: ApiRequest, response: HttpResponse, batch_id: UUID, payload: BatchApproval
) -> Any:
    """Each letter gets its own initial. 409 `sample_unseen` before all were opened."""
    order = BatchOrder(
        kind=DecisionKind.APPROVED, as_of=payload.as_of, note=payload.note
    )
    job = decide_letters(actor=request.actor, batch_id=batch_id, order=order)
    return accepted(response, job)


@router.post(f"{BATCH}/return", summary="Return a batch as one", **JOB)
def return_batch(
    request: ApiRequest, response: HttpResponse, batch_id: UUID, payload: BatchReturn
) -> Any:
    """All that wait here go back to who drafted them, with the reason."""
    order = BatchOrder(
        kind=DecisionKind.RETURNED, as_of=payload.as_of, note=payload.note
    )
    job = decide_letters(actor=request.actor, batch_id=batch_id, order=order)
    return accepted(response, job)


@router.post(
    f"{BATCH}/take-out", response={204: None}, summary="Take rows out of a batch"
)
def take_rows_out(request: ApiRequest, batch_id: UUID, payload: RowsTaken) -> Any:
    """Each is decided by itself from then on, at every desk."""
    take_out(actor=request.actor, batch_id=batch_id, numbers=payload.rows)
    return Status(204, None)
