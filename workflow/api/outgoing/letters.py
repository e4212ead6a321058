"""`/letters`: the list, a draft, one letter."""

from typing import Annotated, Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from ninja import Field, Query, Router, Status

from eoffice.api.conditional import required_version, set_etag
from eoffice.api.idempotency import settles_itself
from eoffice.api.requests import ApiRequest
from eoffice.errors import Fault, NotFound
from eoffice.listing import ListQuery, SortOrders, page_of
from workflow.api.outgoing import answers, shapes
from workflow.api.outgoing.inputs import Day, LetterChanges, LetterDraft, letter_input
from workflow.approval.operations.withdrawing import note_letter_seen
from workflow.approval.route_check import faults_before_submit
from workflow.approval.warnings import letter_warnings
from workflow.delivery.marking_read import mark_letter_read
from workflow.drafting.proposed_codes import proposed_codes
from workflow.drafting.text_warnings import text_warnings_of
from workflow.letters import access
from workflow.letters.models import Letter, LetterStatus
from workflow.letters.operations.drafting import create_draft, edit_draft
from workflow.letters.operations.throwing_away import delete_draft
from workflow.letters.page_check import judged_letter
from workflow.outgoing.allowed_acts import for_display, for_lists
from workflow.security_class import SecurityClass
from workflow.urgency import Urgency

router = Router()
EDITABLE = {"x-editable": True}
ORDERS = SortOrders(
    columns={
        "id": "id",
        "updated_at": "updated_at",
        "status_since": "status_since",
        "subject": "subject",
    },
    default="-id",
)


class LetterQuery(ListQuery):
    """Filters of the list of letters."""

    status: list[LetterStatus] | None = None
    type: str | None = Field(None, max_length=60)
    unit: UUID | None = None
    under: UUID | None = Field(None, description="The unit and all below it.")
    urgency: Urgency | None = None
    security_class: SecurityClass | None = None
    classification_code: str | None = Field(None, max_length=40)
    number: str | None = Field(None, max_length=120)
    letter_date_from: Day | None = None
    letter_date_to: Day | None = None
    q: str | None = Field(None, max_length=100, description="Part of subject or number")

    def rows(self, found: Any) -> Any:
        """Return the rows that pass the filters."""
        equal = {
            "status__in": self.status,
            "letter_type__code": self.type,
            "unit": self.unit,
            "unit__path__contains": [self.under] if self.under else None,
            "urgency": self.urgency,
            "security_class": self.security_class,
            "classification_code": self.classification_code,
            "number": self.number,
            "signed_letter_date__gte": self.letter_date_from,
            "signed_letter_date__lte": self.letter_date_to,
        }
        found = found.filter(**{k: v for k, v in equal.items() if v})
        if self.q:
            words = Q(subject__icontains=self.q) | Q(number__icontains=self.q)
            found = found.filter(words)
        return found


def letter_answer(
    request: ApiRequest, response: HttpResponse, letter_id: UUID
) -> shapes.LetterShape:
    """Return the letter as the person sees it now, with its ETag."""
    found = for_display(access.letters_visible_to(request.actor))
    letter = found.filter(pk=letter_id).first()
    if letter is None:
        raise NotFound
    set_etag(response, letter.row_version)
    return answers.whole(letter, request.actor)


def new_letter(
    request: ApiRequest, response: HttpResponse, letter: Letter
) -> Status[Any]:
    """Answer 201 with a letter just made."""
    response.headers["Location"] = reverse("api:get_letter", args=[letter.pk])
    return Status(201, letter_answer(request, response, letter.pk))


@router.get("/letters", response=shapes.LetterList, summary="Letters one may see")
def list_letters(request: ApiRequest, query: Annotated[LetterQuery, Query()]) -> Any:
    """Outgoing letters, the newest first."""
    rows = query.rows(access.letters_visible_to(request.actor))
    return page_of(for_lists(rows), query, ORDERS).shown(answers.summary)


@router.post("/letters", response={201: shapes.LetterShape}, summary="Draft a letter")
@settles_itself  # its pictures are made in the sandbox, outside of any transaction
def create_letter(
    request: ApiRequest, response: HttpResponse, payload: LetterDraft
) -> Any:
    """A draft may have gaps; what is given must be sound, every fault is named."""
    letter = create_draft(
        actor=request.actor, type_code=payload.type, content=letter_input(payload)
    )
    return new_letter(request, response, letter)


@router.get(
    "/letters/{uuid:letter_id}",
    response=shapes.LetterShape,
    summary="One letter",
    openapi_extra=EDITABLE,
)
def get_letter(request: ApiRequest, response: HttpResponse, letter_id: UUID) -> Any:
    """The letter whole; opening it is noted, as on the screen.

    A delivered one is read from then on; an initial given before stands.
    """
    note_letter_seen(actor=request.actor, letter_id=letter_id)
    answer = letter_answer(request, response, letter_id)
    mark_letter_read(actor=request.actor, letter_id=letter_id)
    return answer


@router.patch(
    "/letters/{uuid:letter_id}", response=shapes.LetterShape, summary="Change a draft"
)
def change_letter(
    request: ApiRequest,
    response: HttpResponse,
    letter_id: UUID,
    payload: LetterChanges,
) -> Any:
    """Only drafts and returned letters; what is left out stays."""
    version = required_version(request)
    letter = access.visible_letter(request.actor, letter_id)
    edit_draft(
        actor=request.actor,
        letter_id=letter_id,
        row_version=version,
        content=letter_input(payload, letter),
    )
    return letter_answer(request, response, letter_id)


@router.delete(
    "/letters/{uuid:letter_id}", response={204: None}, summary="Throw away a draft"
)
def delete_letter(request: ApiRequest, letter_id: UUID) -> Any:
    """Only a draft that was never submitted."""
    delete_draft(actor=request.actor, letter_id=letter_id)
    return Status(204, None)


@router.get(
    "/letters/{uuid:letter_id}/check",
    response=shapes.CheckResult,
    summary="Every rule the letter breaks",
)
def check_letter(request: ApiRequest, letter_id: UUID) -> Any:
    """The same list as at submit: field, rule and remedy."""
    letter = access.visible_letter(request.actor, letter_id)
    if not access.takes_part(request.actor, letter):
        raise NotFound
    judged = judged_letter(letter, faults_before_submit(letter))
    return shapes.CheckResult(
        passed=not judged.faults,
        faults=[_fault(one) for one in judged.faults],
        warnings=[
            _fault(one) for one in (*letter_warnings(letter), *text_warnings_of(letter))
        ],
    )


@router.get(
    "/letters/{uuid:letter_id}/proposed-codes",
    response=shapes.ProposedCodes,
    summary="Classification codes that fit a draft, with the reason",
)
def propose_codes(request: ApiRequest, letter_id: UUID) -> Any:
    """At most five, the likeliest first; for those who may edit the draft."""
    letter = access.visible_letter(request.actor, letter_id)
    access.require(request.actor, "letter.edit", letter)
    found = proposed_codes(request.actor, letter)
    return shapes.ProposedCodes(
        items=[
            shapes.ProposedCodeShape(
                code=one.entry.code, name=one.entry.name, reason=one.reason
            )
            for one in found
        ]
    )


def _fault(one: Fault) -> shapes.FaultShape:
    return shapes.FaultShape(field=one.field, code=one.code, message=str(one.message))
