"""Who sees reviews, and who proposes, appraises and decides.

As with destruction lists: the archivist proposes, the committee appraises, its chair or
the head of the region decides, and nobody judges what they proposed.
"""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Q, QuerySet

from archive.disposal.access import Standing, is_regional_head, standings
from archive.disposal.committee_model import CommitteeMember
from archive.holds.access import archives_of
from archive.reviews.models import Review
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty
from workflow.rights import Rights, one_of

#: Who has the right to what, whatever the state; the whole table.
RIGHTS: dict[str, Callable[[Standing], bool]] = {
    "review.submit": lambda one: one.keeps,
    "review.appraise": lambda one: one.appraises,
    "review.approve": lambda one: one.approves,
    "review.return": lambda one: one.keeps or one.appraises or one.approves,
    "review.document": lambda one: one.keeps or one.appraises or one.approves,
    "review.abort": lambda one: one.keeps,
}


def reviews_visible_to(actor: Actor | None) -> QuerySet[Review]:
    """Return the reviews of archives one keeps or sits on the committee of.

    The head of the region and auditors see all.
    """
    if actor is None:
        return Review.objects.none()
    rows = Review.objects.select_related("unit", "committee")
    if is_regional_head(actor) or actor.has_duty(PositionDuty.AUDITOR):
        return rows
    member = CommitteeMember.objects.filter(position__in=actor.position_ids)
    return rows.filter(
        Q(unit__in=archives_of(actor).values("pk"))
        | Q(committee__in=member.values("committee"))
    )


def visible_review(actor: Actor | None, review_id: UUID | str) -> Review:
    """Return the review, or NotFound."""
    return one_of(reviews_visible_to(actor), review_id)


def _right(name: str) -> Callable[[Actor, Review], bool]:
    return lambda actor, found: RIGHTS[name](standings(actor, [found])[found.pk])


_RIGHTS = Rights({name: _right(name) for name in RIGHTS})
may, require = _RIGHTS.may, _RIGHTS.require
