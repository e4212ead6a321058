"""What the SKKAAD puts on Beranda: classes that are due to be looked at again."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.classification.models import SecurityRule
from archive.classification.reviewing import due_for_review
from eoffice.organisation.access import is_administrator
from eoffice.organisation.actor import Actor
from eoffice.shell.queue import QueueItem


def waiting_reviews(actor: Actor) -> QuerySet[SecurityRule] | None:
    """Return the lines that are due, for those who keep the SKKAAD."""
    return due_for_review() if is_administrator(actor) else None


def review_rows(_actor: Actor, _ids: Sequence[UUID]) -> list[QueueItem]:
    """Return one row for all of them: they are looked at together."""
    due = due_for_review()
    count, first = due.count(), due.aggregate(first=Min("review_on"))["first"]
    told = ngettext(
        "%(n)d security class is due for review",
        "%(n)d security classes are due for review",
        count,
    )
    return [
        QueueItem(
            kind="security_rule",
            act="review",
            act_label=_("Review classes"),
            title=told % {"n": count},
            url=f"{reverse('skkaad')}?keadaan=tinjau",
            icon="shield-check",
            due_on=first,
            from_text="SKKAAD",
        )
    ]
