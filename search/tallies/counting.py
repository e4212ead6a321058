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
    row, is_new = IndexTally.objects.get_or_create(day=day, what=what)
    # by the row as it is then: two who count at once both count
    IndexTally.objects.filter(pk=row.pk).update(number=F("number") + number)
    if is_new:
        long_ago = day - timedelta(days=KEPT_DAYS)
        IndexTally.objects.filter(day__lt=long_ago).delete()


def numbers_of(days: int) -> Mapping[str, int]:
    """Return the numbers of the last days, today included, by what was counted."""
    since = timezone.localdate() - timedelta(days=days - 1)
    rows = IndexTally.objects.filter(day__gte=since).values("what")
    found = {row["what"]: row["sum"] for row in rows.annotate(sum=Sum("number"))}
    return {one.value: found.get(one.value, 0) for one in TallyOf}
