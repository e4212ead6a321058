"""Turning the clock back while the demo's past is made.

Operations and models read the time from `django.utils.timezone.now`; for the length
of a `with` block that function tells a moment of the past, moving on with every look.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count

from django.utils import timezone

# Each look a little later, so that the rows of one act keep their order.
LOOK = timedelta(milliseconds=40)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be `moment` (aware) inside the block."""
    real, looks = timezone.now, count()
    timezone.now = lambda: moment + LOOK * next(looks)
    try:
        yield
    finally:
        timezone.now = real
