"""What a review needs before its next step; its pages ask it beforehand."""

from archive.disposal.committee_model import AppraisalCommittee
from archive.disposal.committees import committee_of
from archive.disposal.errors import NoCommittee, NotDecided
from archive.reviews.appraising import is_open
from archive.reviews.documenting import require_report_signed
from archive.reviews.models import Review
from archive.reviews.states import ReviewState
from eoffice.errors import OfficeError

#: state -> the act that moves the review on
NEXT = {ReviewState.DRAFT: "submit", ReviewState.SUBMITTED: "approve"}


def require_submittable(found: Review) -> AppraisalCommittee:
    """Return the committee that the review goes to.

    Raises:
        NoCommittee.
    """
    committee = committee_of(found.unit)
    if committee is None:
        raise NoCommittee(state=found.state)
    return committee


def require_decidable(found: Review) -> None:
    """Refuse a decision before every file has its word and a begun report is signed.

    Raises:
        NotDecided, DocumentUnsigned, TextsDiffer.
    """
    if is_open(found):
        raise NotDecided(state=found.state)
    require_report_signed(found)


def hindrance_of(found: Review) -> OfficeError | None:
    """Return what the review's next step would be refused with now, whoever asks."""
    try:
        if found.state == ReviewState.DRAFT:
            require_submittable(found)
        elif found.state == ReviewState.SUBMITTED:
            require_decidable(found)
    except OfficeError as refusal:
        return refusal
    return None
