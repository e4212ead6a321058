"""`/organisation/import`: differences first, then all or nothing."""

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.urls import reverse
from ninja import Field, File, Form, Router, Schema, Status, UploadedFile

from eoffice.accounts.tokens import TokenScope
from eoffice.api.authentication import needs_scope
from eoffice.api.idempotency import settles_itself
from eoffice.api.requests import ApiRequest
from eoffice.api.routers.jobs import Job, show_job
from eoffice.errors import TooLarge
from eoffice.importing.carrying_out import import_organisation
from eoffice.importing.drafts import keep_workbook
from eoffice.importing.jobs import queue_import
from eoffice.importing.workbook_rows import MAX_BYTES
from eoffice.organisation import access

router = Router()
SHOWN = 1000  # differences listed; `counts` names all


class OrganisationDifference(Schema):
    """One thing the file creates, changes or closes."""

    act: Literal["create", "change", "close"]
    kind: str = Field(..., examples=["position"])
    ref: str = Field(..., examples=["DINKES-KEPALA"])
    fields: dict[str, Any] = Field(
        ..., examples=[{"title": {"from": "Kepala Dinas", "to": "Kepala Dinas Kes."}}]
    )


class ImportCounts(Schema):
    """How many things the file touches."""

    create: int
    change: int
    close: int


class OrganisationImport(Schema):
    """What the file changes, or has changed."""

    applied: bool
    counts: ImportCounts
    differences: list[OrganisationDifference] = Field(
        ..., description="At most 1,000; `counts` names all."
    )


class ImportOptions(Schema):
    """How to import."""

    dry_run: bool = Field(default=True, description="Only show the differences.")


@router.post(
    "/organisation/import",
    response={200: OrganisationImport, 202: Job},
    summary="Import a workbook",
)
# the sandbox takes seconds to read the file: not inside a transaction
@settles_itself
@needs_scope(TokenScope.ADMINISTER)
def run_import(
    request: ApiRequest,
    response: HttpResponse,
    file: Annotated[UploadedFile, File(description="XLSX or CSV.")],
    options: Annotated[ImportOptions, Form()],
) -> Any:
    """For administrators. A dry run answers the differences at once.

    With `dry_run=false` the file is applied as a job, all of it or nothing: its
    `result` tells `counts`, or `errors` by row and column.
    """
    access.require_administrator(request.actor)
    if (file.size or 0) > MAX_BYTES:
        raise TooLarge
    content = file.read()
    if not options.dry_run:
        return _queued(request, response, content, file.name or "")
    result = import_organisation(content=content, dry_run=True, actor=request.actor)
    return {
        "applied": result.applied,
        "counts": result.counts,
        "differences": [one.as_json() for one in result.differences[:SHOWN]],
    }


def _queued(
    request: ApiRequest, response: HttpResponse, content: bytes, name: str
) -> Any:
    draft = keep_workbook(actor=request.actor, content=content, file_name=name)
    job = queue_import(actor=request.actor, draft_id=draft.pk)
    response.headers["Location"] = reverse("api:get_job", args=[job.pk])
    return Status(202, show_job(job))
