"""Bells of reviews: who appraises, who decides, and what came back or was decided."""

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from archive.bells.telling import archivist_seats, settle_earlier, tell_seats
from archive.disposal.committee_model import APPRAISING, MemberRole
from archive.disposal.eight_documents import regional_head
from archive.reviews.counting import waits_for, with_counts
from archive.reviews.events import ReviewEvent
from archive.reviews.models import Review
from eoffice.notifications.operations.notifying import Message, notify
from eoffice.outbox.events import Event, on

#: event -> what the review must still be waiting for when somebody is told
STILL = {
    ReviewEvent.SUBMITTED: "appraisal",
    ReviewEvent.APPRAISED: "approval",
    ReviewEvent.RETURNED: "submission",
    ReviewEvent.APPROVED: "nothing",
    ReviewEvent.ABORTED: "nothing",
}


def _tell(event: Event) -> None:
    counted = with_counts(Review.objects.select_related("unit", "committee"))
    found = counted.get(pk=UUID(event.payload["review_id"]))
    name, waits = ReviewEvent(event.name), waits_for(found)
    # Sent again with all its words, a list waits for the decision at once.
    was_whole = (name, waits) == (ReviewEvent.SUBMITTED, "approval")
    if waits != STILL[name] and not was_whole:
        return
    settle_earlier(event, reverse("review", args=[found.pk]), kinds=tuple(ReviewEvent))
    if waits == "appraisal":
        seats = _sitting(found, APPRAISING)
        _others(event, found, seats, _("Files to appraise again: %(name)s"))
    elif waits == "approval":
        head = regional_head()
        seats = _sitting(found, {MemberRole.CHAIR}) | ({head.pk} if head else set())
        _others(event, found, seats, _("Review to decide: %(name)s"))
        _write(event, found)
    elif name == ReviewEvent.RETURNED:
        _tell_proposer(event, found, _("Your review came back: %(name)s"))
    elif name == ReviewEvent.APPROVED:
        _tell_proposer(event, found, _("Your review is decided: %(name)s"))


def _message(event: Event, found: Review, text: str) -> Message:
    return Message(
        kind=event.name,
        text=text % {"name": found.name},
        path=reverse("review", args=[found.pk]),
        by=found.unit.name,
    )


def _sitting(found: Review, roles: Collection[str]) -> set[UUID]:
    if found.committee is None:
        return set()
    rows = found.committee.members.filter(role__in=roles)
    return set(rows.values_list("position", flat=True))


def _others(event: Event, found: Review, seats: set[UUID], text: str) -> None:
    message = _message(event, found, text)
    tell_seats(event, seats, message, but=(found.proposed_by_id,))


def _write(event: Event, found: Review) -> None:
    """Tell the archivists, the proposer too: its berita acara is theirs to draft."""
    text = _("All files have a word, the berita acara is to be made: %(name)s")
    tell_seats(event, archivist_seats(found.unit), _message(event, found, text))


def _tell_proposer(event: Event, found: Review, text: str) -> None:
    message = _message(event, found, text)
    notify(event_id=event.id, official_id=found.proposed_by_id, message=message)


def register() -> None:
    """Register the handlers of reviews."""
    for name in STILL:
        on(name, "archive.tell_review", _tell)
