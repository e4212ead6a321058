"""Noting searches that found nothing or took long, and forgetting them in a week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Max, Sum
from django.db.models.functions import Greatest
from django.utils import timezone

from eoffice.organisation.actor import Actor
from eoffice.outbox.timers import register_periodic
from search.analysis.synonyms import SynonymTable
from search.document import HIGHEST_OPEN_CLASS
from search.watching.masking import HIDDEN, hidden, masked
from search.watching.models import QueryFault, QueryNote, VainWord

SLOW_MS = 1000
KEPT_DAYS = 7
SHOWN = 30
FORGET, HOUR_S = "search.forget_queries", 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What is asked of an answer: how many, how long, and the classes of its hits."""

    text: str
    total: int
    took_ms: int
    classes: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedQuery:
    """Words of the last week; `term` is the one that a group could be made of."""

    words: str
    times: int
    slowest_ms: int
    term: str


def note_answer(actor: Actor | None, given: Answered, known: SynonymTable) -> None:
    """Keep what may be kept of a search that went badly; nothing of any other.

    Nothing is kept where a confidential letter was among the hits. Of an answer that
    goes on beyond its page nobody looked at the rest: then no word of it is kept.
    """
    fault = _fault_of(given)
    is_classed = any(one > HIGHEST_OPEN_CLASS for one in given.classes)
    if actor is None or fault is None or is_classed or not given.text.strip():
        return
    if given.total > len(given.classes):
        words = hidden(given.text)
    else:
        words = masked(given.text, known, actor.official.pk)
    if words:
        _count(fault, words, given.took_ms)


def _fault_of(given: Answered) -> QueryFault | None:
    if not given.total:
        return QueryFault.EMPTY
    return QueryFault.SLOW if given.took_ms >= SLOW_MS else None


def _count(fault: QueryFault, words: str, took_ms: int) -> None:
    asked = {"day": timezone.localdate(), "fault": fault, "words": words}
    rows = QueryNote.objects.filter(**asked)
    once_more = {
        "times": F("times") + 1,
        "slowest_ms": Greatest(F("slowest_ms"), took_ms),
    }
    if not rows.update(**once_more):
        QueryNote.objects.bulk_create([QueryNote(**asked)], ignore_conflicts=True)
        rows.update(**once_more)


def noted(fault: QueryFault) -> list[NotedQuery]:
    """Return such searches of the last week, the most frequent first."""
    rows = QueryNote.objects.filter(fault=fault, day__gt=_week_ago()).values("words")
    counted = rows.annotate(sum=Sum("times"), slowest=Max("slowest_ms"))
    return [
        NotedQuery(
            words=row["words"],
            times=row["sum"],
            slowest_ms=row["slowest"],
            term=row["words"].replace(HIDDEN, "").strip(),
        )
        for row in counted.order_by("-sum", "words")[:SHOWN]
    ]


def _week_ago() -> date:
    return timezone.localdate() - timedelta(days=KEPT_DAYS)


def forget_queries() -> None:
    """Delete what is older than a week. Timed; again harmless."""
    QueryNote.objects.filter(day__lte=_week_ago()).delete()
    VainWord.objects.filter(seen_on__lte=_week_ago()).delete()


def register() -> None:
    """Register the timed task."""
    register_periodic(FORGET, HOUR_S, forget_queries)
