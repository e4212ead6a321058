"""What a person may do with a review now: for page, API, template."""

from archive.disposal.access import Standing, standings
from archive.reviews.access import RIGHTS
from archive.reviews.documenting import is_begun, reports_of
from archive.reviews.models import Review
from archive.reviews.readiness import NEXT, hindrance_of
from archive.reviews.states import LIVE, ReviewState
from eoffice.organisation.actor import Actor

SUBMITTED = frozenset({ReviewState.SUBMITTED})
#: act -> the states in which it is possible, whether the proposer may
ACTS = {
    "submit": (frozenset({ReviewState.DRAFT}), True),
    "appraise": (SUBMITTED, False),
    "approve": (SUBMITTED, False),
    "return": (SUBMITTED, True),
    "abort": (LIVE, True),
}


def allowed_acts(
    actor: Actor, found: Review, standing: Standing | None = None
) -> list[str]:
    """Return the acts that are possible now and this person's to do.

    None that would be refused for what is missing: a word, a document, a committee.
    """
    acts = acts_by_state(actor, found, standing)
    return [act for act in acts if not _is_refused(found, act)]


def _is_refused(found: Review, act: str) -> bool:
    """Tell whether the act would be refused now whoever did it."""
    if act == "appraise":
        return is_begun(reports_of(found))
    return act == NEXT.get(ReviewState(found.state)) and hindrance_of(found) is not None


def acts_by_state(
    actor: Actor, found: Review, standing: Standing | None = None
) -> list[str]:
    """Return the acts by state and rights alone, as rows of long lists tell them."""
    stands = standing or standings(actor, [found])[found.pk]
    is_own = actor.official.pk == found.proposed_by_id
    return [
        act
        for act, (states, proposer_may) in ACTS.items()
        if found.state in states
        and RIGHTS[f"review.{act}"](stands)
        and (proposer_may or not is_own)
    ]
