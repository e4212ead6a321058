"""Looking again at the classes of the SKKAAD: each confirmed line has its day.

Closing is not for ever (UU 14/2008 Ps 20), and its reason and its reviewer are kept
(tata naskah 5.2). A line that goes on is written anew with the reason and the next day;
one that shall say something else is set as any other.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.classification.models import SecurityRule
from archive.classification.trail_acts import ClassificationAct
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.organisation.access import require_administrator
from eoffice.organisation.actor import Actor

#: The product's own measure, where the decree of the region names no other day.
YEARS = 2
MOST_YEARS = 10
LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewInput:
    """Why classes go on; `codes`: of these lines, else of all that are due."""

    reason: str
    review_on: date | None = None
    codes: Collection[str] | None = None


def next_review(today: date | None = None, years: int = YEARS) -> date:
    """Return the day some years from now; of 29 February the 28th."""
    day = today or timezone.localdate()
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def due_for_review(today: date | None = None) -> QuerySet[SecurityRule]:
    """Return the lines in force whose day has come, by code."""
    day = today or timezone.localdate()
    return SecurityRule.objects.filter(ended_at__isnull=True, review_on__lte=day)


@transaction.atomic
def review_security_rules(*, actor: Actor, review: ReviewInput) -> list[SecurityRule]:
    """Let classes go on as they are, with the reason and the day of the next look.

    Raises:
        NotFound: not an administrator.
        Invalid: no reason, a day that is past or too far, a code without a confirmed
            line, or nothing is due.
    """
    actor, today = require_administrator(actor), timezone.localdate()
    rows = SecurityRule.objects.select_for_update(no_key=True, of=("self",))
    if review.codes is None:
        rows = rows.filter(pk__in=due_for_review(today))
    else:
        # What is only proposed is confirmed by the decree, and has no day before.
        rows = rows.filter(prefix__in=review.codes, is_confirmed=True, ended_at=None)
    lines = list(rows.order_by("prefix"))
    next_on = review.review_on or next_review(today)
    faults = [*_faults(review.reason, next_on, today), *_unknown(review, lines)]
    if faults:
        raise Invalid(faults)
    return [_gone_on(one, review.reason.strip(), next_on, actor) for one in lines]


def _faults(reason: str, next_on: date, today: date) -> list[Fault]:
    faults = []
    if not 0 < len(reason.strip()) <= LONGEST:
        text = _("Say why, in at most %(longest)d characters.") % {"longest": LONGEST}
        faults.append(Fault(field="reason", code="required", message=text))
    if not today < next_on <= next_review(today, MOST_YEARS):
        told = _("Choose a day after today, at most %(most)d years ahead.")
        text = told % {"most": MOST_YEARS}
        faults.append(Fault(field="review_on", code="out_of_range", message=text))
    return faults


def _unknown(review: ReviewInput, lines: list[SecurityRule]) -> list[Fault]:
    if review.codes is None:
        text = _("No class is due for review.")
        none = Fault(field="codes", code="nothing_due", message=text)
        return [] if lines else [none]
    if {one.prefix for one in lines} == set(review.codes) and lines:
        return []
    text = _("One of these codes has no confirmed line.")
    return [Fault(field="codes", code="unknown", message=text)]


def _gone_on(
    before: SecurityRule, reason: str, next_on: date, actor: Actor
) -> SecurityRule:
    before.ended_at = timezone.now()
    before.save(update_fields=["ended_at"])
    line = SecurityRule.objects.create(
        prefix=before.prefix,
        security_class=before.security_class,
        is_confirmed=before.is_confirmed,
        basis=before.basis,
        reason=reason,
        review_on=next_on,
        entered_by=actor.official,
    )
    trail.record(
        ClassificationAct.CLASS_REVIEWED,
        line,
        actor=actor,
        code=line.prefix,
        security_class=line.security_class,
        before={"review_on": _day(before.review_on), "reason": before.reason},
        after={"review_on": _day(next_on), "reason": reason},
    )
    return line


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
