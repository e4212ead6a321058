"""`/loans`: the book of loans."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from archive.loans import access
from archive.loans.acts import allowed_acts
from archive.loans.asking import LoanWish, ask_for_loan
from archive.loans.finding import LoanFilters, loans_for
from archive.loans.lending import approve_loan, extend_loan, refuse_loan, return_loan
from archive.loans.models import Loan, LoanKind, LoanState
from eoffice.api.conditional import set_etag
from eoffice.api.organisation.shapes import (
    Change,
    Day,
    OfficialRef,
    UnitRef,
    Version,
)
from eoffice.api.requests import ApiRequest
from eoffice.listing import NEWEST_FIRST, Listed, ListQuery, page_of

router = Router()
CONFLICT: dict[str, Any] = {"x-problems": (409,)}
ONE = "/loans/{uuid:loan_id}"


class LoanQuery(ListQuery):
    """Filters of the book."""

    q: str | None = Field(None, max_length=200, description="Words of item, borrower.")
    state: Literal["asked", "lent", "refused", "returned", "overdue"] | None = None


class LoanFields(Change):
    """What somebody wants to borrow: a record, or a record file of paper."""

    kind: LoanKind = LoanKind.ELECTRONIC
    record: UUID | None = None
    record_file: UUID | None = None
    nip: str = Field("", max_length=18, description="The borrower; empty: yourself.")
    due_on: Day
    purpose: str = Field(..., max_length=300, examples=["Bahan laporan pemeriksaan"])


class LoanApproval(Change):
    """Until when it is lent, and in what condition it leaves."""

    due_on: Day | None = Field(None, description="Empty: the day asked for.")
    condition: str = Field("", max_length=200, examples=["baik, lengkap"])


class LoanRefusal(Change):
    """Why it is refused."""

    note: str = Field(..., max_length=300)


class LoanReturn(Change):
    """In what condition it came back."""

    condition: str = Field("", max_length=200, examples=["baik"])


class LoanExtension(Change):
    """Until which later day."""

    due_on: Day


class LoanLine(Schema):
    """A line of the book of loans."""

    id: UUID
    kind: LoanKind
    state: LoanState
    state_label: str
    overdue: bool
    item: str = Field(..., description="Number of the record or of the file.")
    record: UUID | None = Field(..., description="Null once it was destroyed.")
    record_file: UUID | None
    unit: UnitRef
    borrower: OfficialRef
    purpose: str
    due_on: date
    asked_at: datetime
    decided_at: datetime | None
    condition_out: str
    returned_at: datetime | None
    condition_back: str
    note: str
    version: Version


class LoanShape(LoanLine):
    """A loan with what you may do now."""

    allowed_acts: list[str]


class LoanPage(Listed[LoanLine]):
    """A page of the book."""


def _values(loan: Loan) -> dict[str, Any]:
    same = ("id", "kind", "state", "item", "purpose", "due_on", "asked_at", "note")
    more = ("decided_at", "condition_out", "returned_at", "condition_back")
    person = loan.borrower
    return {
        **{name: getattr(loan, name) for name in (*same, *more)},
        "state_label": loan.get_state_display(),
        "overdue": loan.is_overdue(timezone.localdate()),
        "record": loan.record_id,
        "record_file": loan.record_file_id,
        "unit": UnitRef.model_validate(loan.unit, from_attributes=True),
        "borrower": OfficialRef(id=person.pk, name=str(person)),
        "version": loan.row_version,
    }


def _answer(request: ApiRequest, response: HttpResponse, loan_id: UUID) -> LoanShape:
    loan = access.visible_loan(request.actor, loan_id)
    set_etag(response, loan.row_version)
    return LoanShape(**_values(loan), allowed_acts=allowed_acts(request.actor, loan))


@router.get("/loans", response=LoanPage, summary="Loans, newest first")
def list_loans(request: ApiRequest, query: Annotated[LoanQuery, Query()]) -> Any:
    """Your own, and those of the units you file for or head; auditors see all."""
    filters = LoanFilters(state=query.state or "", words=query.q or "")
    rows = loans_for(request.actor, filters, timezone.localdate())
    page = page_of(rows, query, NEWEST_FIRST)
    return page.shown(lambda one: LoanLine(**_values(one)))


@router.post(
    "/loans",
    response={201: LoanShape},
    summary="Ask for a loan",
    openapi_extra=CONFLICT,
)
def create_loan(
    request: ApiRequest, response: HttpResponse, payload: LoanFields
) -> Any:
    """For whoever knows the entry; who keeps the record decides."""
    made = ask_for_loan(
        actor=request.actor,
        wanted=LoanWish(
            kind=payload.kind,
            record_id=payload.record,
            record_file_id=payload.record_file,
            nip=payload.nip,
            due_on=payload.due_on,
            purpose=payload.purpose,
        ),
    )
    response.headers["Location"] = reverse("api:get_loan", args=[made.pk])
    return Status(201, _answer(request, response, made.pk))


@router.get(ONE, response=LoanShape, summary="One loan")
def get_loan(request: ApiRequest, response: HttpResponse, loan_id: UUID) -> Any:
    """One line of the book."""
    return _answer(request, response, loan_id)


@router.post(
    f"{ONE}/approve", response=LoanShape, summary="Lend", openapi_extra=CONFLICT
)
def approve_one_loan(
    request: ApiRequest, response: HttpResponse, loan_id: UUID, payload: LoanApproval
) -> Any:
    """For who answers for the record; of a record's content a right to read begins."""
    approve_loan(
        actor=request.actor,
        loan_id=loan_id,
        condition=payload.condition,
        due_on=payload.due_on,
    )
    return _answer(request, response, loan_id)


@router.post(
    f"{ONE}/refuse",
    response=LoanShape,
    summary="Refuse a loan",
    openapi_extra=CONFLICT,
)
def refuse_one_loan(
    request: ApiRequest, response: HttpResponse, loan_id: UUID, payload: LoanRefusal
) -> Any:
    """For who answers for the record, with the reason."""
    refuse_loan(actor=request.actor, loan_id=loan_id, note=payload.note)
    return _answer(request, response, loan_id)


@router.post(
    f"{ONE}/return",
    response=LoanShape,
    summary="Take back what was lent",
    openapi_extra=CONFLICT,
)
def return_one_loan(
    request: ApiRequest, response: HttpResponse, loan_id: UUID, payload: LoanReturn
) -> Any:
    """For keepers; a borrower may give back a right to read. It ends at once."""
    return_loan(actor=request.actor, loan_id=loan_id, condition=payload.condition)
    return _answer(request, response, loan_id)


@router.post(
    f"{ONE}/extend",
    response=LoanShape,
    summary="Extend a loan",
    openapi_extra=CONFLICT,
)
def extend_one_loan(
    request: ApiRequest, response: HttpResponse, loan_id: UUID, payload: LoanExtension
) -> Any:
    """For who answers for the record: until a later day."""
    extend_loan(actor=request.actor, loan_id=loan_id, due_on=payload.due_on)
    return _answer(request, response, loan_id)
