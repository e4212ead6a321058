"""Submitting, deciding, sending back and calling off a review."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.disposal.deciding import DecisionLetter, letter_faults
from archive.papers.kinds import PaperKind
from archive.papers.writing import retire_papers
from archive.record_files.locks import locked_files
from archive.record_files.models import RecordFile
from archive.reviews.documenting import decision_letter
from archive.reviews.due import unfit_among
from archive.reviews.errors import NothingToReview, OwnReview
from archive.reviews.events import ReviewEvent
from archive.reviews.locks import locked_for, moved_on
from archive.reviews.models import Review, ReviewItem
from archive.reviews.readiness import require_decidable, require_submittable
from archive.reviews.states import LIVE, ReviewDrop, ReviewState, ReviewWord
from archive.reviews.trail_acts import ReviewAct
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.organisation.actor import Actor
from eoffice.outbox import events

LONGEST_REASON = 1000
SUBMITTED = frozenset({ReviewState.SUBMITTED})
WRITTEN = ("reviewed_fate", "reviewed_on", "inactive_until", "row_version")


@transaction.atomic
def submit_review(
    *, actor: Actor, review_id: UUID, expected_version: int | None = None
) -> Review:
    """Hand the list to the committee in force; what is unfit drops out first.

    Raises:
        NotFound, Stale, WrongReviewState, NoCommittee, NothingToReview.
    """
    states = frozenset({ReviewState.DRAFT})
    found = locked_for(
        actor,
        "review.submit",
        review_id,
        states=states,
        expected_version=expected_version,
    )
    committee = require_submittable(found)
    _drop_unfit(found, actor)
    found.committee, found.submitted_at = committee, timezone.now()
    found.returned_because = ""
    fields = ("committee", "submitted_at", "returned_because")
    moved_on(found, ReviewState.SUBMITTED, *fields)
    trail.record(ReviewAct.SUBMITTED, found, actor=actor, committee=str(committee.pk))
    events.add(ReviewEvent.SUBMITTED, review_id=found.pk)
    return found


@transaction.atomic
def approve_review(
    *,
    actor: Actor,
    review_id: UUID,
    letter: DecisionLetter | None = None,
    expected_version: int | None = None,
) -> Review:
    """Decide as the committee appraised, by its berita acara; the files follow.

    `letter`: a berita acara from outside; without one the decision follows the copies
    that the committee's members signed here.

    A date only grows here, and what is to be destroyed waits for a destruction list.

    Raises:
        NotFound, Stale, WrongReviewState.
        OwnReview: the person proposed it.
        NotDecided: a file has no word yet.
        DocumentUnsigned, TextsDiffer: the copies do not carry it.
        NothingToReview: holds or changes left nothing to decide.
        Invalid: with every fault of the document.
    """
    found = locked_for(
        actor,
        "review.approve",
        review_id,
        states=SUBMITTED,
        expected_version=expected_version,
    )
    if actor.official.pk == found.proposed_by_id:
        raise OwnReview(state=found.state)
    require_decidable(found)
    letter = decision_letter(found, letter)
    if faults := letter_faults(letter):
        raise Invalid(faults)
    live = list(found.items.filter(is_live=True))
    files = locked_files({one.record_file_id for one in live})
    _drop_unfit(found, actor)
    items = list(found.items.filter(is_live=True))
    _decide(found, actor, [(one, files[one.record_file_id]) for one in items])
    _close(found, actor, letter)
    return found


def _decide(
    found: Review, actor: Actor, listed: Sequence[tuple[ReviewItem, RecordFile]]
) -> None:
    """Let each locked file follow its word, told in the trail."""
    told = [_decided(one, file) for one, file in listed]
    changed = [file for _one, file in listed]
    RecordFile.objects.bulk_update(changed, WRITTEN)
    found.items.filter(is_live=True).update(is_live=False)
    trail.record_many(
        (
            (ReviewAct.FILE_DECIDED, file, {"review": str(found.pk), **facts})
            for file, facts in zip(changed, told, strict=True)
        ),
        actor=actor,
    )


def _decided(item: ReviewItem, file: RecordFile) -> dict[str, Any]:
    """Write the word on the locked file; return what was and what is."""
    before = _told(file)
    file.reviewed_on = timezone.localdate()
    if item.decision == ReviewWord.KEEP_UNTIL:
        file.inactive_until = _later(item.until, file.inactive_until)
    else:
        file.reviewed_fate = item.decision
    file.row_version += 1
    return {"before": before, "after": _told(file), "reason": item.reason}


def _later(until: date | None, ended: date | None) -> date | None:
    return max(filter(None, (until, ended)), default=None)


def _told(file: RecordFile) -> dict[str, str | None]:
    until = file.inactive_until
    return {"fate": file.final_fate, "until": until.isoformat() if until else None}


def _close(found: Review, actor: Actor, letter: DecisionLetter) -> None:
    found.approved_by, found.approved_at = actor.official, timezone.now()
    found.document_number = letter.number.strip()
    found.document_date, found.document_by = letter.date, letter.by.strip()
    fields = ("approved_by", "approved_at", "document_number")
    more = ("document_date", "document_by")
    moved_on(found, ReviewState.APPROVED, *fields, *more)
    trail.record(
        ReviewAct.APPROVED,
        found,
        actor=actor,
        number=found.document_number,
        date=letter.date.isoformat(),
        by=found.document_by,
    )
    events.add(ReviewEvent.APPROVED, review_id=found.pk)


@transaction.atomic
def return_review(
    *, actor: Actor, review_id: UUID, reason: str, expected_version: int | None = None
) -> Review:
    """Send the list back to be prepared again; the words given stay to be read.

    Raises:
        NotFound, Stale, WrongReviewState.
        Invalid: no reason.
    """
    found = locked_for(
        actor,
        "review.return",
        review_id,
        states=SUBMITTED,
        expected_version=expected_version,
    )
    found.returned_because = _given(reason)
    retire_papers(found.pk, PaperKind.REPORT)
    moved_on(found, ReviewState.DRAFT, "returned_because")
    trail.record(ReviewAct.RETURNED, found, actor=actor, reason=found.returned_because)
    events.add(ReviewEvent.RETURNED, review_id=found.pk)
    return found


@transaction.atomic
def abort_review(
    *, actor: Actor, review_id: UUID, reason: str, expected_version: int | None = None
) -> Review:
    """Call the list off for good; its files may be listed again.

    Raises:
        NotFound, Stale, WrongReviewState.
        Invalid: no reason.
    """
    found = locked_for(
        actor,
        "review.abort",
        review_id,
        states=LIVE,
        expected_version=expected_version,
    )
    told = _given(reason)
    live = found.items.filter(is_live=True)
    live.update(is_live=False, dropped_because=ReviewDrop.CALLED_OFF)
    moved_on(found, ReviewState.ABORTED)
    trail.record(ReviewAct.ABORTED, found, actor=actor, reason=told)
    events.add(ReviewEvent.ABORTED, review_id=found.pk)
    return found


def _drop_unfit(found: Review, actor: Actor) -> None:
    """Take off what may not be decided now; refuse where nothing is left."""
    live = found.items.filter(is_live=True)
    reasons = unfit_among(live)
    for reason in ReviewDrop:
        ids = [pk for pk, why in reasons.items() if why == reason]
        count = live.filter(pk__in=ids).update(is_live=False, dropped_because=reason)
        if count:
            facts = {"because": reason.value, "count": count}
            trail.record(ReviewAct.DROPPED, found, actor=actor, **facts)
    if not live.all().exists():  # asked anew: rows were read above
        raise NothingToReview(state=found.state)


def _given(reason: str) -> str:
    told = reason.strip()
    if not told or len(told) > LONGEST_REASON:
        text = _("Say why, in at most 1,000 characters.")
        raise Invalid([Fault(field="reason", code="required", message=text)])
    return told
