"""What reviews put on Beranda: to appraise, to decide, to submit again."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.disposal.access import Standing, standings
from archive.reviews import access
from archive.reviews.allowed_acts import allowed_acts
from archive.reviews.counting import waits_for, with_counts
from archive.reviews.documenting import reports_of
from archive.reviews.models import Review
from archive.reviews.states import ReviewState
from eoffice.organisation.actor import Actor
from eoffice.shell.queue import QueueItem

ASKED: dict[str, tuple[str, str | Promise, str]] = {
    "appraisal": ("appraise", gettext_lazy("Appraise"), "scale"),
    "approval": ("approve", gettext_lazy("Decide"), "stamp"),
}
#: Of the archivists: the copies of the berita acara, once every file has its word.
REPORT: tuple[str, str | Promise, str] = (
    "document",
    gettext_lazy("Make the berita acara"),
    "file-pen",
)


def waiting_file_reviews(actor: Actor) -> QuerySet[Review]:
    """Return the reviews that the committee has, whosever turn it is."""
    return access.reviews_visible_to(actor).filter(state=ReviewState.SUBMITTED)


def file_review_rows(actor: Actor, ids: Sequence[UUID]) -> list[QueueItem]:
    """Return those of these reviews whose next step is this person's."""
    rows = with_counts(access.reviews_visible_to(actor)).filter(pk__in=ids)
    reviews = list(rows.order_by("id"))
    stands = standings(actor, reviews)
    found = []
    for one in reviews:
        asked = _asked(actor, one, stands[one.pk])
        if asked is not None:
            act, label, icon = asked
            found.append(
                QueueItem(
                    kind="disposal",
                    act=act,
                    act_label=str(label),
                    title=one.name,
                    url=reverse(
                        "review_documents" if asked is REPORT else "review",
                        args=[one.pk],
                    ),
                    icon=icon,
                    since=one.submitted_at,
                    from_text=one.unit.name,
                    meta=[_("Review")],
                )
            )
    return found


def _asked(
    actor: Actor, one: Review, standing: Standing
) -> tuple[str, str | Promise, str] | None:
    waits = waits_for(one)
    asked = ASKED[waits]
    if asked[0] in allowed_acts(actor, one, standing):
        return asked
    lacks = waits == "approval" and standing.keeps and _lacks_copy(one)
    return REPORT if lacks else None


def _lacks_copy(one: Review) -> bool:
    """Tell whether nobody has begun a copy of the berita acara."""
    return any(
        paper.letter is None and paper.outside is None for paper in reports_of(one)
    )
