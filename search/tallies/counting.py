"""Counting what happened, and telling it by day."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import F, Sum
from django.utils import timezone

from search.tallies.models import IndexTally, TallyOf

KEPT_DAYS = 30


def count(what: TallyOf, number: int = 1) -> None:
    """Add to today's number; nothing is written for none."""
    if number <= 0:
        return
    day = timezone.localdate()
    # by the row as it is then: two who count at once both count
    rows = IndexTally.objects.filter(day=day, what=what)
    one_more = {"number": F("number") + number}
    if not rows.update(**one_more):
        made = IndexTally(day=day, what=what)
        IndexTally.objects.bulk_create([made], ignore_conflicts=True)
        rows.update(**one_more)
        long_ago = day - timedelta(days=KEPT_DAYS)
        IndexTally.objects.filter(day__lt=long_ago).delete()


def numbers_of(days: int) -> Mapping[str, int]:
    """Return the numbers of the last days, today included, by what was counted."""
    since = timezone.localdate() - timedelta(days=days - 1)
    rows = IndexTally.objects.filter(day__gte=since).values("what")
    found = {row["what"]: row["sum"] for row in rows.annotate(sum=Sum("number"))}
    return {one.value: found.get(one.value, 0) for one in TallyOf}
