"""Moving the office's clock, for rules that hang on the day.

    with clock_at(moment(2026, 12, 31, 23, 59, 59)) as clock:
        ...
        clock.move_to(moment(2027, 1, 1, 0, 0, 1))

Every process-wide look at `timezone.now` sees it; it goes on by a millisecond a look.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.utils import timezone

LOOK = timedelta(milliseconds=1)


def moment(*parts: int) -> datetime:
    """Return year, month, day, hour, minute, second on the agency's calendar."""
    return datetime(*parts, tzinfo=timezone.get_default_timezone())  # type: ignore[arg-type,misc]


class Clock:
    """The office's clock."""

    def __init__(self, moment: datetime) -> None:
        """Stand at the moment."""
        self._lock = threading.Lock()
        self.move_to(moment)

    def move_to(self, moment: datetime) -> None:
        """Stand at another moment."""
        with self._lock:
            self._moment = moment

    def now(self) -> datetime:
        """Return the moment, and go on a little."""
        with self._lock:
            self._moment += LOOK
            return self._moment


@contextmanager
def clock_at(moment: datetime) -> Iterator[Clock]:
    """Let the office's clock stand at `moment` inside the block."""
    clock, real = Clock(moment), timezone.now
    timezone.now = clock.now
    try:
        yield clock
    finally:
        timezone.now = real
