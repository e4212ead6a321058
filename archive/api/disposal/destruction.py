"""`/destruction-lists`: proposed, appraised, approved, carried out, proven."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Field, Query, Router, Status

from archive.api.disposal import destruction_shapes as shapes
from archive.disposal import access
from archive.disposal.allowed_acts import acts_by_state, allowed_acts
from archive.disposal.appraising import Chosen, CommitteeWord, appraise_items
from archive.disposal.counting import with_counts
from archive.disposal.deciding import (
    DecisionLetter,
    abort_list,
    approve_list,
    levels_missing,
    return_list,
    submit_list,
)
from archive.disposal.executing import execute_list, resume_list
from archive.disposal.listing import ListProposal, propose_list
from archive.disposal.models import ApprovalLevel, DestructionItem, DestructionList
from archive.disposal.states import Appraisal, DropReason, ItemState, ListState
from eoffice.accounts.step_up import has_stepped_up
from eoffice.api.conditional import set_etag
from eoffice.api.errors import StepUpNeeded
from eoffice.api.organisation.shapes import UnitRef
from eoffice.api.requests import ApiRequest
from eoffice.api.routers.jobs import Job, show_job
from eoffice.errors import NotFound
from eoffice.jobs.models import Job as JobRow
from eoffice.listing import NEWEST_FIRST, ListQuery, SortOrders, page_of

router = Router()
LISTS, ONE = "/destruction-lists", "/destruction-lists/{uuid:list_id}"
BY_ORDER = SortOrders(columns={"order": "order"}, default="order")
CONFLICT: dict[str, Any] = {"x-problems": (409,)}


class ListsQuery(ListQuery):
    """Filters of the lists."""

    state: ListState | None = None


class ItemsQuery(ListQuery):
    """Filters of the items of a list."""

    state: ItemState | None = None
    decision: Appraisal | None = None
    dropped_because: DropReason | None = None
    undecided: bool | None = Field(None, description="No word of the committee yet.")


def _visible(request: ApiRequest, list_id: UUID) -> DestructionList:
    rows = with_counts(access.lists_visible_to(request.actor))
    found = rows.filter(pk=list_id).first()
    if found is None:
        raise NotFound
    return found


def _shown(
    request: ApiRequest,
    found: DestructionList,
    standing: access.Standing | None = None,
) -> shapes.DestructionList:
    same = ("id", "name", "state", "due_before", "proposed_at", "destroyed_at")
    is_decided = found.state in {ListState.IN_APPRAISAL, ListState.APPROVED}
    return shapes.DestructionList(
        **{name: getattr(found, name) for name in same},
        state_label=str(ListState(found.state).label),
        unit=UnitRef.model_validate(found.unit, from_attributes=True),
        items=found.item_count,  # type: ignore[attr-defined]
        dropped=found.dropped_count,  # type: ignore[attr-defined]
        decided=found.decided_count,  # type: ignore[attr-defined]
        approvals=[
            shapes.GivenApproval(
                level=ApprovalLevel(one.level),
                number=one.document_number,
                date=one.document_date,
                by=one.document_by,
                entered_at=one.entered_at,
                current=one.is_current,
            )
            for one in found.approvals.all()
        ],
        approvals_missing=levels_missing(found) if is_decided else [],
        execution_asked=found.asked_by_id is not None,
        job=found.job_id,
        allowed_acts=acts_by_state(request.actor, found, standing)
        if standing
        else allowed_acts(request.actor, found),
        version=found.row_version,
    )


def _answer(
    request: ApiRequest, response: HttpResponse, list_id: UUID
) -> shapes.DestructionList:
    found = _visible(request, list_id)
    set_etag(response, found.row_version)
    return _shown(request, found)


def _item(one: DestructionItem) -> shapes.DestructionItem:
    same = ("id", "order", "number", "code", "description", "security_class", "rule")
    more = ("needs_look", "total_years", "due_on", "state", "until", "reason")
    dropped = DropReason(one.dropped_because) if one.dropped_because else None
    return shapes.DestructionItem(
        **{name: getattr(one, name) for name in (*same, *more)},
        record=one.record_id,
        date=one.record_date,
        unit=one.unit_id,
        file=one.record_file_id,
        decision=Appraisal(one.decision) if one.decision else None,
        dropped_because=dropped,
        dropped_label=str(dropped.label) if dropped else "",
    )


@router.get(
    LISTS,
    response=shapes.DestructionListPage,
    summary="Destruction lists, newest first",
)
def list_destruction_lists(
    request: ApiRequest, query: Annotated[ListsQuery, Query()]
) -> Any:
    """Lists of the archives you keep or sit on the committee of."""
    rows = access.lists_visible_to(request.actor)
    rows = rows.filter(state=query.state) if query.state else rows
    page = page_of(rows, query, NEWEST_FIRST)
    rows = DestructionList.objects.defer("certificate")
    counted = with_counts(rows).prefetch_related("approvals")
    known = counted.in_bulk([one.pk for one in page.items])
    standings = access.standings(request.actor, known.values())
    return page.shown(lambda one: _shown(request, known[one.pk], standings[one.pk]))


@router.post(
    LISTS,
    response={201: shapes.DestructionList},
    summary="Propose a destruction list",
    openapi_extra=CONFLICT,
)
def create_destruction_list(
    request: ApiRequest, response: HttpResponse, payload: shapes.DestructionProposal
) -> Any:
    """For archivists: all that is due before the day, by the schedule."""
    made = propose_list(actor=request.actor, proposal=ListProposal(**payload.dict()))
    set_etag(response, made.row_version)
    address = reverse("api:get_destruction_list", args=[made.pk])
    response.headers["Location"] = address
    return Status(201, _shown(request, _visible(request, made.pk)))


@router.get(ONE, response=shapes.DestructionList, summary="One destruction list")
def get_destruction_list(
    request: ApiRequest, response: HttpResponse, list_id: UUID
) -> Any:
    """One list with its numbers and what you may do."""
    return _answer(request, response, list_id)


@router.get(
    f"{ONE}/items", response=shapes.DestructionItemPage, summary="Items of a list"
)
def list_destruction_items(
    request: ApiRequest, list_id: UUID, query: Annotated[ItemsQuery, Query()]
) -> Any:
    """Records as they were listed, in their order."""
    found = access.visible_list(request.actor, list_id)
    wanted = {
        "state": query.state,
        "decision": query.decision,
        "dropped_because": query.dropped_because,
    }
    rows = found.items.filter(**{name: one for name, one in wanted.items() if one})
    if query.undecided is not None:
        rows = (
            rows.filter(decision="") if query.undecided else rows.exclude(decision="")
        )
    return page_of(rows, query, BY_ORDER, name=str(list_id)).shown(_item)


@router.post(
    f"{ONE}/items/{{uuid:item_id}}/appraise",
    response=shapes.DestructionItem,
    summary="Appraise an item",
    openapi_extra=CONFLICT,
)
def appraise_destruction_item(
    request: ApiRequest, list_id: UUID, item_id: UUID, payload: shapes.AppraisalFields
) -> Any:
    """For the committee: destroy, keep longer, keep for good, case pending, object."""
    appraise_items(
        actor=request.actor,
        list_id=list_id,
        chosen=Chosen(items=[item_id]),
        word=CommitteeWord(**payload.dict()),
    )
    return _item(access.visible_list(request.actor, list_id).items.get(pk=item_id))


@router.post(
    f"{ONE}/appraise",
    response=shapes.Appraised,
    summary="Appraise several items",
    openapi_extra=CONFLICT,
)
def appraise_destruction_items(
    request: ApiRequest, list_id: UUID, payload: shapes.BulkAppraisal
) -> Any:
    """For the committee: those named, those of a rule, or all without a word yet."""
    count = appraise_items(
        actor=request.actor,
        list_id=list_id,
        chosen=Chosen(items=payload.items, rule_id=payload.rule),
        word=CommitteeWord(**payload.dict(exclude={"items", "rule"})),
    )
    return {"appraised": count}


@router.post(
    f"{ONE}/submit",
    response=shapes.DestructionList,
    summary="Submit a list to the committee",
    openapi_extra=CONFLICT,
)
def submit_destruction_list(
    request: ApiRequest, response: HttpResponse, list_id: UUID
) -> Any:
    """For archivists: what may not be destroyed drops out first."""
    submit_list(actor=request.actor, list_id=list_id)
    return _answer(request, response, list_id)


@router.post(
    f"{ONE}/approve",
    response=shapes.DestructionList,
    summary="Enter a written approval",
    openapi_extra=CONFLICT,
)
def approve_destruction_list(
    request: ApiRequest,
    response: HttpResponse,
    list_id: UUID,
    payload: shapes.ApprovalFields,
) -> Any:
    """For the head of the region, or the chair who enters an outside decision."""
    approve_list(
        actor=request.actor,
        list_id=list_id,
        letter=DecisionLetter(**payload.document.dict()),
        level=payload.level,
    )
    return _answer(request, response, list_id)


@router.post(
    f"{ONE}/return",
    response=shapes.DestructionList,
    summary="Send a list back",
    openapi_extra=CONFLICT,
)
def return_destruction_list(
    request: ApiRequest,
    response: HttpResponse,
    list_id: UUID,
    payload: shapes.ListReason,
) -> Any:
    """With the reason; approvals given so far count no more."""
    return_list(actor=request.actor, list_id=list_id, reason=payload.reason)
    return _answer(request, response, list_id)


@router.post(
    f"{ONE}/abort",
    response=shapes.DestructionList,
    summary="Call a list off",
    openapi_extra=CONFLICT,
)
def abort_destruction_list(
    request: ApiRequest,
    response: HttpResponse,
    list_id: UUID,
    payload: shapes.ListReason,
) -> Any:
    """With the reason, at any time before it is carried out."""
    abort_list(actor=request.actor, list_id=list_id, reason=payload.reason)
    return _answer(request, response, list_id)


@router.post(
    f"{ONE}/execute",
    response={200: shapes.DestructionList, 202: Job},
    summary="Carry a list out",
    openapi_extra=CONFLICT,
)
def execute_destruction_list(
    request: ApiRequest,
    response: HttpResponse,
    list_id: UUID,
    payload: shapes.ExecutionFields,
) -> Any:
    """By two, neither the proposer: the first asks (200), the second begins (202)."""
    _require_step_up(request, "disposal.execute", list_id)
    found = execute_list(actor=request.actor, list_id=list_id, typed_name=payload.name)
    if found.job_id is None:
        return Status(200, _answer(request, response, list_id))
    return _accepted(response, found.job_id)


def _accepted(response: HttpResponse, job_id: UUID | None) -> Status[Any]:
    response.headers["Location"] = reverse("api:get_job", args=[job_id])
    return Status(202, show_job(get_object_or_404(JobRow, pk=job_id)))


def _require_step_up(request: ApiRequest, right: str, list_id: UUID) -> None:
    """Ask a session for a fresh password; to those without the right all is unknown."""
    found = access.visible_list(request.actor, list_id)
    access.require(request.actor, right, found)
    if request.api_token is None and not has_stepped_up(request):
        raise StepUpNeeded


@router.post(
    f"{ONE}/resume",
    response={202: Job},
    summary="Go on with a list",
    openapi_extra=CONFLICT,
)
def resume_destruction_list(
    request: ApiRequest, response: HttpResponse, list_id: UUID
) -> Any:
    """Whose work ended before all of it was destroyed and proven."""
    _require_step_up(request, "disposal.resume", list_id)
    found = resume_list(actor=request.actor, list_id=list_id)
    return _accepted(response, found.job_id)


@router.get(
    f"{ONE}/proof", response=shapes.DestructionProof, summary="Proof of a destruction"
)
def get_destruction_proof(request: ApiRequest, list_id: UUID) -> Any:
    """What was looked for of each item, and found nowhere; one hash over all."""
    found = access.visible_list(request.actor, list_id)
    proven = found.items.filter(state=ItemState.DESTROYED)
    return {
        "items": [
            {"record": one.record_id, "sha256": one.hashes, **(one.proof or {})}
            for one in proven.only("record_id", "hashes", "proof")
        ],
        "certificate": found.certificate,
    }
