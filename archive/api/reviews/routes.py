"""`/reviews`: record files whose fate the schedule leaves open, appraised again."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import Query, Router, Status

from archive.api.reviews import shapes
from archive.disposal.access import Standing, standings
from archive.disposal.deciding import DecisionLetter
from archive.reviews import access
from archive.reviews.allowed_acts import acts_by_state, allowed_acts
from archive.reviews.appraising import FileWord, appraise_files
from archive.reviews.counting import with_counts
from archive.reviews.deciding import (
    abort_review,
    approve_review,
    return_review,
    submit_review,
)
from archive.reviews.models import Review, ReviewItem
from archive.reviews.proposing import ReviewProposal, propose_review
from archive.reviews.states import ReviewDrop, ReviewState, ReviewWord
from eoffice.api.conditional import set_etag
from eoffice.api.organisation.shapes import UnitRef
from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound
from eoffice.listing import NEWEST_FIRST, ListQuery, SortOrders, page_of

router = Router()
REVIEWS, ONE = "/reviews", "/reviews/{uuid:review_id}"
BY_ORDER = SortOrders(columns={"order": "order"}, default="order")
CONFLICT: dict[str, Any] = {"x-problems": (409,)}


class ReviewsQuery(ListQuery):
    """Filters of the reviews."""

    state: ReviewState | None = None


def _visible(request: ApiRequest, review_id: UUID) -> Review:
    rows = with_counts(access.reviews_visible_to(request.actor))
    found = rows.filter(pk=review_id).first()
    if found is None:
        raise NotFound
    return found


def _shown(
    request: ApiRequest, found: Any, standing: Standing | None = None
) -> shapes.Review:
    same = ("id", "name", "state", "due_before", "returned_because", "proposed_at")
    more = ("document_number", "document_date", "document_by", "approved_at")
    return shapes.Review(
        **{name: getattr(found, name) for name in (*same, *more)},
        state_label=str(ReviewState(found.state).label),
        unit=UnitRef.model_validate(found.unit, from_attributes=True),
        items=found.item_count,
        dropped=found.dropped_count,
        decided=found.decided_count,
        allowed_acts=acts_by_state(request.actor, found, standing)
        if standing
        else allowed_acts(request.actor, found),
        version=found.row_version,
    )


def _answer(
    request: ApiRequest, response: HttpResponse, review_id: UUID
) -> shapes.Review:
    found = _visible(request, review_id)
    set_etag(response, found.row_version)
    return _shown(request, found)


def _item(one: ReviewItem) -> shapes.ReviewItem:
    same = ("id", "order", "description", "rule", "due_on", "records", "until")
    because = ReviewDrop(one.dropped_because) if one.dropped_because else None
    return shapes.ReviewItem(
        **{name: getattr(one, name) for name in (*same, "reason")},
        file=one.record_file_id,
        number=one.record_file.number,
        code=one.record_file.classification.code,
        decision=ReviewWord(one.decision) if one.decision else None,
        dropped_because=because,
        dropped_label=str(because.label) if because else "",
    )


@router.get(REVIEWS, response=shapes.ReviewPage, summary="Reviews, newest first")
def list_reviews(request: ApiRequest, query: Annotated[ReviewsQuery, Query()]) -> Any:
    """Reviews of the archives you keep or sit on the committee of."""
    rows = with_counts(access.reviews_visible_to(request.actor))
    rows = rows.filter(state=query.state) if query.state else rows
    page = page_of(rows, query, NEWEST_FIRST)
    known = standings(request.actor, page.items)
    return page.shown(lambda one: _shown(request, one, known[one.pk]))


@router.post(
    REVIEWS,
    response={201: shapes.Review},
    summary="Propose a review",
    openapi_extra=CONFLICT,
)
def create_review(
    request: ApiRequest, response: HttpResponse, payload: shapes.ReviewProposal
) -> Any:
    """For archivists: files whose retention is over and whose fate is open."""
    proposal = ReviewProposal(**payload.dict())
    made = propose_review(actor=request.actor, proposal=proposal)
    address = reverse("api:get_review", args=[made.pk])
    response.headers["Location"] = address
    return Status(201, _answer(request, response, made.pk))


@router.get(ONE, response=shapes.Review, summary="One review")
def get_review(request: ApiRequest, response: HttpResponse, review_id: UUID) -> Any:
    """With its numbers and what you may do."""
    return _answer(request, response, review_id)


@router.get(f"{ONE}/items", response=shapes.ReviewItemPage, summary="Files of a review")
def list_review_items(
    request: ApiRequest, review_id: UUID, query: Annotated[ListQuery, Query()]
) -> Any:
    """In their order, with those that left and why."""
    found = access.visible_review(request.actor, review_id)
    rows = found.items.select_related("record_file__classification")
    return page_of(rows, query, BY_ORDER, name=str(review_id)).shown(_item)


@router.post(
    f"{ONE}/appraise",
    response=shapes.FilesAppraised,
    summary="Appraise files of a review",
    openapi_extra=CONFLICT,
)
def appraise_review_files(
    request: ApiRequest, review_id: UUID, payload: shapes.ReviewAppraisal
) -> Any:
    """For the committee: destroy, keep for good, keep longer; no file changes yet."""
    word = FileWord(**payload.dict(exclude={"items"}))
    count = appraise_files(
        actor=request.actor, review_id=review_id, word=word, items=payload.items
    )
    return {"appraised": count}


@router.post(
    f"{ONE}/submit",
    response=shapes.Review,
    summary="Submit a review to the committee",
    openapi_extra=CONFLICT,
)
def submit_review_list(
    request: ApiRequest, response: HttpResponse, review_id: UUID
) -> Any:
    """What a hold keeps or what changed drops out first, with its reason."""
    submit_review(actor=request.actor, review_id=review_id)
    return _answer(request, response, review_id)


@router.post(
    f"{ONE}/approve",
    response=shapes.Review,
    summary="Decide a review by its berita acara",
    openapi_extra=CONFLICT,
)
def approve_review_list(
    request: ApiRequest,
    response: HttpResponse,
    review_id: UUID,
    payload: shapes.ReviewDecision,
) -> Any:
    """For the chair or the head of the region: the files follow the words given."""
    given = payload.document
    letter = DecisionLetter(**given.dict()) if given else None
    approve_review(actor=request.actor, review_id=review_id, letter=letter)
    return _answer(request, response, review_id)


@router.post(
    f"{ONE}/return",
    response=shapes.Review,
    summary="Send a review back",
    openapi_extra=CONFLICT,
)
def return_review_list(
    request: ApiRequest,
    response: HttpResponse,
    review_id: UUID,
    payload: shapes.ReviewReason,
) -> Any:
    """With the reason; it is prepared again."""
    return_review(actor=request.actor, review_id=review_id, reason=payload.reason)
    return _answer(request, response, review_id)


@router.post(
    f"{ONE}/abort",
    response=shapes.Review,
    summary="Call a review off",
    openapi_extra=CONFLICT,
)
def abort_review_list(
    request: ApiRequest,
    response: HttpResponse,
    review_id: UUID,
    payload: shapes.ReviewReason,
) -> Any:
    """With the reason; its files may be listed again."""
    abort_review(actor=request.actor, review_id=review_id, reason=payload.reason)
    return _answer(request, response, review_id)
