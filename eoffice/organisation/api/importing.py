"""`/organisation/import`: differences first, then all or nothing."""

from typing import Annotated, Any, Literal

from ninja import Field, File, Form, Router, Schema, UploadedFile

from eoffice.accounts.tokens import TokenScope
from eoffice.api.authentication import needs_scope
from eoffice.api.errors import TooLarge
from eoffice.api.idempotency import settles_itself
from eoffice.api.requests import ApiRequest
from eoffice.organisation import access
from eoffice.organisation.importing.reading import MAX_BYTES
from eoffice.organisation.operations.importing import import_organisation

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
    "/organisation/import", response=OrganisationImport, summary="Import a workbook"
)
@settles_itself
@needs_scope(TokenScope.ADMINISTER)
def run_import(
    request: ApiRequest,
    file: Annotated[UploadedFile, File(description="XLSX or CSV.")],
    options: Annotated[ImportOptions, Form()],
) -> Any:
    """For administrators; without `dry_run=false` nothing is changed."""
    access.require_administrator(request.actor)
    if (file.size or 0) > MAX_BYTES:
        raise TooLarge
    result = import_organisation(
        content=file.read(), dry_run=options.dry_run, actor=request.actor
    )
    return {
        "applied": result.applied,
        "counts": result.counts,
        "differences": [one.as_json() for one in result.differences[:SHOWN]],
    }
