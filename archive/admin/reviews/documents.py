"""The documents of a review, by the pages that all procedures share."""

from archive.admin.papers.desk import PaperDesk
from archive.admin.reviews.shown import crumbs_of
from archive.reviews import access
from archive.reviews.documenting import (
    ENTERED_ELSEWHERE,
    may_enter,
    record_review_document,
    write_review_document,
)
from archive.reviews.models import Review
from archive.reviews.papers import documents_of
from archive.reviews.states import ReviewState
from eoffice.organisation.actor import Actor


def _may(actor: Actor, found: Review) -> bool:
    is_judged = found.state == ReviewState.SUBMITTED
    return is_judged and access.may(actor, "review.document", found)


DESK = PaperDesk(
    find=access.visible_review,
    papers=documents_of,
    may=_may,
    write=write_review_document,
    record=record_review_document,
    crumbs=crumbs_of,
    id_name="review_id",
    in_address="review_id",
    page="review",
    documents="review_documents",
    document="review_document",
    not_entered=frozenset(one.value for one in ENTERED_ELSEWHERE),
    may_enter=may_enter,
)
