"""Mail merge: a table for a draft, what it holds, and its letters as one job."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import Field, Router, Schema, Status

from eoffice.api.idempotency import settles_itself
from eoffice.api.requests import ApiRequest
from eoffice.api.routers.jobs import Job, show_job
from workflow.api.outgoing.inputs import Given
from workflow.merging import access
from workflow.merging.checking import check_table, draft_for_merge
from workflow.merging.creating import create_letters
from workflow.merging.faults import read_faults
from workflow.merging.models import MergeBatch
from workflow.merging.queries import tally_of
from workflow.merging.refilling import refill_letters
from workflow.merging.submitting import submit_letters
from workflow.merging.table import table_of_upload, with_columns

router = Router()
BATCH = "/mail-merges/{uuid:batch_id}"
JOB: dict[str, Any] = {"response": {202: Job}}


class MergeGiven(Given):
    """The draft, and the table for it."""

    letter: UUID = Field(..., description="One's own draft.")
    table: UUID = Field(
        ...,
        description="One's own upload, XLSX or CSV; its first row names the columns.",
    )
    columns: dict[str, str] = Field(
        default_factory=dict,
        max_length=200,
        description="Gap to column, where their names differ.",
        examples=[{"nama": "Nama peserta"}],
    )


class MergeFault(Schema):
    """One finding in the table."""

    row: int = Field(..., description="As the spreadsheet counts; 1 is the heads.")
    column: str
    code: str = Field(..., examples=["unknown_addressee"])
    message: str
    stops: bool = Field(..., description="False: worth a look, hinders nothing.")


class MergeColumns(Schema):
    """Heads of the table by their use."""

    gaps: list[str]
    addressee: list[str]
    unused: list[str]


class MergeBatchShape(Schema):
    """A table brought for a draft, and the letters made of it."""

    id: UUID
    letter: UUID | None = Field(..., description="The draft; null once thrown away.")
    file_name: str
    created_at: datetime
    rows: int
    columns: MergeColumns
    fault_count: int = Field(..., description="Findings that hinder the making.")
    faults: list[MergeFault] = Field(..., description="For the drafter alone.")
    made: int = Field(..., description="Letters made, of those one may see.")
    states: dict[str, int] = Field(..., examples=[{"draft": 2}])
    edition: int = Field(
        ..., description="Counts how often draft and table were taken over."
    )
    job: UUID | None = Field(..., description="The work that makes or fills letters.")


def _shown(request: ApiRequest, batch: MergeBatch) -> MergeBatchShape:
    actor = request.actor
    drafts = access.may(actor, "batch.create", batch)
    counted = tally_of(actor, batch)
    faults = read_faults(batch.faults) if drafts else []
    return MergeBatchShape(
        id=batch.pk,
        letter=batch.source_id,
        file_name=batch.file_name,
        created_at=batch.created_at,
        rows=batch.row_count,
        columns=MergeColumns(**batch.columns),
        fault_count=batch.fault_count,
        faults=[MergeFault.model_validate(one, from_attributes=True) for one in faults],
        made=counted.made,
        states=counted.states,
        edition=batch.edition,
        job=batch.job_id,
    )


def accepted(response: HttpResponse, job: Any) -> Status[Any]:
    """Answer with the job and where to ask for it."""
    response.headers["Location"] = reverse("api:get_job", args=[job.pk])
    return Status(202, show_job(job))


@router.post(
    "/mail-merges",
    response={201: MergeBatchShape},
    summary="Check a table for a draft with gaps",
)
# the sandbox takes seconds to read the file: not inside a transaction
@settles_itself
def merge(request: ApiRequest, response: HttpResponse, payload: MergeGiven) -> Any:
    """Tells every fault of every row; nothing is made. Replaces tables not made yet."""
    draft_for_merge(request.actor, payload.letter)
    table = table_of_upload(payload.table, owner_id=request.actor.user_id)
    batch = check_table(
        actor=request.actor,
        letter_id=payload.letter,
        table=with_columns(table, payload.columns),
    )
    response.headers["Location"] = reverse("api:get_merge_batch", args=[batch.pk])
    return Status(201, _shown(request, batch))


@router.get(BATCH, response=MergeBatchShape, summary="State of a batch")
def get_merge_batch(request: ApiRequest, batch_id: UUID) -> Any:
    """For who drafts, and for those whose turn has come on one of its letters."""
    return _shown(request, access.visible_batch(request.actor, batch_id))


@router.post(f"{BATCH}/make", summary="Make a draft of each row", **JOB)
def make(request: ApiRequest, response: HttpResponse, batch_id: UUID) -> Any:
    """One job; asked again it is the same, or makes what is left. 409 with faults."""
    job = create_letters(actor=request.actor, batch_id=batch_id)
    return accepted(response, job)


class RefillGiven(Given):
    """The mended table; without one the lines brought before are used."""

    table: UUID | None = Field(None, description="One's own upload, XLSX or CSV.")
    columns: dict[str, str] = Field(
        default_factory=dict,
        max_length=200,
        description="Gap to column, where their names differ.",
    )


@router.post(f"{BATCH}/refill", summary="Fill the letters of a batch anew", **JOB)
@settles_itself
def refill(
    request: ApiRequest, response: HttpResponse, batch_id: UUID, payload: RefillGiven
) -> Any:
    """One job over the letters that lie with the drafter; same rows, in place.

    Of the draft with gaps as it is now. 422 tells every fault of every row, and 409
    that nothing changed, or that letters of the batch are being decided or signed.
    """
    batch = access.visible_batch(request.actor, batch_id)
    access.require(request.actor, "batch.create", batch)
    table = None
    if payload.table is not None:
        brought = table_of_upload(payload.table, owner_id=request.actor.user_id)
        table = with_columns(brought, payload.columns)
    job = refill_letters(actor=request.actor, batch_id=batch_id, table=table)
    return accepted(response, job)


@router.post(f"{BATCH}/submit", summary="Submit all drafts of a batch", **JOB)
def submit_merged(request: ApiRequest, response: HttpResponse, batch_id: UUID) -> Any:
    """One job; what a letter breaks keeps that one back. 409: none is left."""
    return accepted(response, submit_letters(actor=request.actor, batch_id=batch_id))
