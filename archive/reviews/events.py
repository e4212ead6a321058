"""Events of reviews."""

from eoffice.outbox.events import EventName


class ReviewEvent(EventName):
    """What happened to a review; each carries `review_id`."""

    SUBMITTED = "review.submitted"
    APPRAISED = "review.appraised"  # every file has its word
    RETURNED = "review.returned"
    APPROVED = "review.approved"
    ABORTED = "review.aborted"
