"""The committee's word on files of a review: some of them, or all without one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.reviews.documenting import require_words_open
from archive.reviews.errors import OwnReview
from archive.reviews.events import ReviewEvent
from archive.reviews.locks import locked_for, moved_on
from archive.reviews.models import Review, ReviewItem
from archive.reviews.states import ReviewState, ReviewWord
from archive.reviews.trail_acts import ReviewAct
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.outbox import events

LONGEST_REASON = 500
TOLD = 50  # ids that the trail names; the items keep their word


@dataclass(frozen=True, slots=True, kw_only=True)
class FileWord:
    """A word on files, with its reason; `until` only to keep longer."""

    decision: ReviewWord
    reason: str
    until: date | None = None


@transaction.atomic
def appraise_files(
    *,
    actor: Actor,
    review_id: UUID,
    word: FileWord,
    items: Sequence[UUID] = (),
    expected_version: int | None = None,
) -> int:
    """Give the committee's word on these items; return how many it was given on.

    Without `items` on all that have none yet.

    Raises:
        NotFound: the review or an item is not this person's to appraise.
        OwnReview: the person proposed it.
        WrongReviewState, Stale.
        ReportBegun: a berita acara tells the words already.
        Invalid: the word lacks its reason or its day.
    """
    found = locked_for(
        actor,
        "review.appraise",
        review_id,
        states=frozenset({ReviewState.SUBMITTED}),
        expected_version=expected_version,
    )
    if actor.official.pk == found.proposed_by_id:
        raise OwnReview(state=found.state)
    require_words_open(found)
    if faults := word_faults(word):
        raise Invalid(faults)
    rows = _chosen(found, items)
    was_open = is_open(found)
    count = rows.update(
        decision=word.decision,
        until=word.until,
        reason=word.reason.strip(),
        decided_by=actor.official,
        decided_at=timezone.now(),
    )
    moved_on(found, ReviewState.SUBMITTED)
    if was_open and not is_open(found):
        events.add(ReviewEvent.APPRAISED, review_id=found.pk)
    named = [str(pk) for pk in items[:TOLD]]
    facts = {**_told(word), "count": count, "items": named}
    trail.record(ReviewAct.APPRAISED, found, actor=actor, **facts)
    return count


def _told(word: FileWord) -> dict[str, str | None]:
    until = word.until.isoformat() if word.until else None
    reason = word.reason.strip()
    return {"decision": word.decision.value, "until": until, "reason": reason}


def _chosen(found: Review, items: Sequence[UUID]) -> QuerySet[ReviewItem]:
    live = found.items.filter(is_live=True)
    if not items:
        return live.filter(decision="")
    named = live.filter(pk__in=items)
    if named.count() != len(set(items)):
        raise NotFound
    return named


def is_open(found: Review) -> bool:
    """Tell whether a file of the review has no word yet."""
    return found.items.filter(is_live=True, decision="").exists()


def word_faults(word: FileWord) -> list[Fault]:
    """Return what is wrong with a word: a reason or a day that is missing."""
    faults = []
    keeps = word.decision == ReviewWord.KEEP_UNTIL
    if keeps and (word.until is None or word.until <= timezone.localdate()):
        text = _("Say until which day it is kept.")
        faults.append(Fault(field="until", code="required", message=text))
    if not keeps and word.until is not None:
        text = _("A day belongs only to keeping longer.")
        faults.append(Fault(field="until", code="not_wanted", message=text))
    reason = word.reason.strip()
    if not reason:
        faults.append(Fault(field="reason", code="required", message=_("Say why.")))
    if len(reason) > LONGEST_REASON:
        told = _("At most %(longest)d characters.") % {"longest": LONGEST_REASON}
        faults.append(Fault(field="reason", code="too_long", message=told))
    return faults
