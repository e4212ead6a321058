"""Row locks of reviews; state is read from what these return."""

from uuid import UUID

from archive.reviews import access
from archive.reviews.errors import WrongReviewState
from archive.reviews.models import Review
from archive.reviews.states import ReviewState
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.row_versions import check_version


def locked_for(
    actor: Actor,
    act: str,
    review_id: UUID,
    *,
    states: frozenset[ReviewState],
    expected_version: int | None = None,
) -> Review:
    """Lock the review for an act of this person, possible in these states.

    Raises:
        NotFound: unknown, not theirs to see, or not theirs to act on.
        Stale: it changed since `expected_version`.
        WrongReviewState: the act is not possible now.
    """
    rows = Review.objects.select_for_update(no_key=True, of=("self",))
    found = rows.select_related("unit", "committee").filter(pk=review_id).first()
    if found is None:
        raise NotFound
    access.visible_review(actor, review_id)
    access.require(actor, act, found)
    check_version(found, expected_version, state=found.state)
    if found.state not in states:
        raise WrongReviewState(state=found.state)
    return found


def moved_on(found: Review, state: ReviewState, *fields: str) -> None:
    """Move the locked review on, count the change, and write the named fields too."""
    found.state = state
    found.row_version += 1
    found.save(update_fields=["state", "row_version", *fields])
