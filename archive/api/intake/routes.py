"""`/intakes`: packages and tables from elsewhere, their columns, rows and faults."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import Field, File, Form, Query, Router, Schema, Status, UploadedFile

from archive.intake.bringing import (
    Consignment,
    bring_in,
    intakes_visible_to,
    kept_apart,
    visible_intake,
    work_through,
)
from archive.intake.columns import FIELDS
from archive.intake.models import Accession, IntakeKind, IntakeRow, IntakeState
from archive.records.keepers import is_keeper
from eoffice.api.idempotency import settles_itself
from eoffice.api.organisation.shapes import Change, OfficialRef, UnitRef
from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound
from eoffice.listing import NEWEST_FIRST, Listed, ListQuery, SortOrders, page_of

router = Router()
ONE = "/intakes/{uuid:intake_id}"
BY_ROW = SortOrders(columns={"row": "number"}, default="row")
WORK: dict[str, Any] = {"x-problems": (409,)}


class IntakeQuery(ListQuery):
    """Filters of the intakes."""

    state: IntakeState | None = None


class IntakeFields(Change):
    """What is brought beside the file, for which unit, from where."""

    kind: IntakeKind
    unit: UUID = Field(..., description="A unit whose records you file.")
    source: str = Field(
        ...,
        max_length=80,
        examples=["Srikandi"],
        description="Ids are unique within it: nothing is entered twice.",
    )


class IntakeColumns(Change):
    """Which column each field of a record is."""

    columns: dict[str, int] | None = Field(
        None,
        description=(
            f"Field to the place of its head, from 0; fields: {', '.join(FIELDS)}."
            " Null: as they were named or guessed."
        ),
        examples=[None],
    )


class IntakeLine(Schema):
    """What was brought in, and how far it is."""

    id: UUID
    kind: IntakeKind
    state: IntakeState
    state_label: str
    source: str
    name: str
    unit: UnitRef
    brought_by: OfficialRef
    brought_at: datetime
    rows: int
    entered: int
    known: int = Field(..., description="There already: entered before.")
    faulty: int
    why: str = Field(..., description="Why it was refused, in words; else empty.")
    job: UUID | None


class IntakeShape(IntakeLine):
    """An intake with what its table has."""

    heads: list[str] = Field(..., description="Of the table, in order.")
    columns: dict[str, int]


class IntakePage(Listed[IntakeLine]):
    """A page of intakes."""


class IntakeFault(Schema):
    """A row that cannot be a record yet."""

    row: int
    fault: str
    cells: list[str]


class IntakeFaultPage(Listed[IntakeFault]):
    """A page of faults."""


def _values(one: Accession) -> dict[str, Any]:
    same = ("id", "source", "name", "brought_at", "rows", "entered", "known")
    return {
        **{name: getattr(one, name) for name in (*same, "faulty", "why")},
        "kind": IntakeKind(one.kind),
        "state": IntakeState(one.state),
        "state_label": one.get_state_display(),
        "unit": UnitRef.model_validate(one.unit, from_attributes=True),
        "brought_by": OfficialRef(id=one.brought_by_id, name=str(one.brought_by)),
        "job": one.job_id,
    }


def _shown(one: Accession) -> IntakeShape:
    return IntakeShape(**_values(one), heads=one.heads, columns=one.columns)


def _fault(one: IntakeRow) -> IntakeFault:
    # As the spreadsheet counts: the heads are its first row.
    return IntakeFault(row=one.number + 2, fault=one.fault, cells=one.cells)


def _begun(response: HttpResponse, made: Accession) -> Status:
    response.headers["Location"] = reverse("api:get_job", args=[made.job_id])
    return Status(202, _shown(made))


@router.get("/intakes", response=IntakePage, summary="Intakes, newest first")
def list_intakes(request: ApiRequest, query: Annotated[IntakeQuery, Query()]) -> Any:
    """What was brought in for units whose records you file."""
    rows = intakes_visible_to(request.actor).select_related("unit", "brought_by")
    rows = rows.filter(state=query.state) if query.state else rows
    page = page_of(
        rows.defer("heads", "columns", "brought_by__nik"), query, NEWEST_FIRST
    )
    return page.shown(lambda one: IntakeLine(**_values(one)))


@router.post(
    "/intakes",
    response={202: IntakeShape},
    summary="Bring a package or a table",
    openapi_extra={"x-problems": (413,)},
)
# bytes go to the store before there is a row: not inside a transaction
@settles_itself
def create_intake(
    request: ApiRequest,
    response: HttpResponse,
    file: Annotated[
        UploadedFile,
        File(description="A zip; a table alone may come as CSV or XLSX."),
    ],
    fields: Annotated[IntakeFields, Form()],
) -> Any:
    """For who files records. A package is entered, a table is read first.

    `Location` is the job; the intake's id is in the body.
    """
    if not is_keeper(request.actor):
        raise NotFound
    brought = Consignment(
        kind=fields.kind,
        unit_id=fields.unit,
        source=fields.source,
        name=file.name or "",
    )
    stored = kept_apart(file)
    made = bring_in(actor=request.actor, brought=brought, stored=stored)
    return _begun(response, made)


@router.get(ONE, response=IntakeShape, summary="One intake")
def get_intake(request: ApiRequest, intake_id: UUID) -> Any:
    """How far it is, with the heads of its table and what each column is."""
    return _shown(visible_intake(request.actor, intake_id))


@router.get(
    f"{ONE}/faults", response=IntakeFaultPage, summary="Rows of an intake with faults"
)
def list_intake_faults(
    request: ApiRequest, intake_id: UUID, query: Annotated[ListQuery, Query()]
) -> Any:
    """Each row that cannot be a record, and why, in the order of the table."""
    intake = visible_intake(request.actor, intake_id)
    rows = intake.waiting_rows.exclude(fault="")
    return page_of(rows, query, BY_ROW, name=str(intake_id)).shown(_fault)


@router.post(
    f"{ONE}/check",
    response={202: IntakeShape},
    summary="Check all rows of an intake",
    openapi_extra=WORK,
)
def check_intake(
    request: ApiRequest,
    response: HttpResponse,
    intake_id: UUID,
    payload: IntakeColumns,
) -> Any:
    """A dry run with these columns: nothing is entered. `Location` is the job."""
    asked = work_through(
        actor=request.actor, intake_id=intake_id, columns=payload.columns
    )
    return _begun(response, asked)


@router.post(
    f"{ONE}/enter",
    response={202: IntakeShape},
    summary="Enter the rows of an intake",
    openapi_extra=WORK,
)
def enter_intake(
    request: ApiRequest,
    response: HttpResponse,
    intake_id: UUID,
    payload: IntakeColumns,
) -> Any:
    """What has no fault becomes a record; again, and only the rest is entered."""
    asked = work_through(
        actor=request.actor, intake_id=intake_id, columns=payload.columns, enter=True
    )
    return _begun(response, asked)
