"""How much one caller may ask per minute: a counter row, counted in one statement.

The window is the minute of the clock; the row is written outside the act's
transaction, so a refused act counts too.
"""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from eoffice.errors import TooManyRequests
from eoffice.limits.models import RequestCount

WINDOW_S = 60
KEPT = timedelta(minutes=10)

# One statement: of requests at the same moment each is counted.
COUNT = """
insert into api_requestcount (subject, minute, requests) values (%s, %s, 1)
on conflict (subject) do update set
  requests = case when api_requestcount.minute = excluded.minute
             then api_requestcount.requests + 1 else 1 end,
  minute = excluded.minute
returning requests
"""


def count_request(subject: str, *, limit: int | None = None) -> None:
    """Count one request of `subject` in this minute, against the limit of the settings.

    Raises:
        TooManyRequests: 429, the limit of the minute is used up.
    """
    now = timezone.now()
    minute = now.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [subject, minute])
        (requests,) = cursor.fetchone()
    if requests > (limit or settings.API_REQUESTS_PER_MINUTE):
        raise TooManyRequests(WINDOW_S - now.second)


def forget_old_counts() -> int:
    """Drop counters of callers who have gone; return how many."""
    old = timezone.now() - KEPT
    return RequestCount.objects.filter(minute__lt=old).delete()[0]
