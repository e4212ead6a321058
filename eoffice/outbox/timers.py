"""Timed tasks: one registry, no matter who keeps the time.

The relay's own clock (embedded) or Celery's beat ask `due_tasks` and run what is due.
The row of a task decides, not the clock's memory: restarts neither skip a daily task
nor run one twice. A task that failed, or whose process died, is due again within
minutes; while it runs, a lock of its session keeps a second run away.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from eoffice.database.collisions import tried_again
from eoffice.database.session_locks import try_session_lock
from eoffice.outbox.claims import renew_connection
from eoffice.outbox.models import TimedTask
from eoffice.outbox.rounds import Round

logger = logging.getLogger(__name__)

RETRY_S = 60  # after a failure or a death; doubled with each failure in a row
LONGEST_RETRY_S = 900
GO_ON_S = 60  # a long round that stopped when its slice was over
FREQUENT_S = 60
ITEMS_FAILED = "items_failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """A function to be called about every `seconds`."""

    name: str
    seconds: int
    function: Callable[[], object]


_timers: dict[str, Timer] = {}


def register_periodic(name: str, seconds: int, function: Callable[[], object]) -> None:
    """Have `function` called about every `seconds`; it must stand being run twice."""
    _timers[name] = Timer(name=name, seconds=seconds, function=function)


def registered() -> list[Timer]:
    """Return all timers by name."""
    return [_timers[name] for name in sorted(_timers)]


def is_frequent(name: str) -> bool:
    """Tell whether a task is short and comes every minute or oftener.

    Such a one must not wait behind the long ones of the day.
    """
    timer = _timers.get(name)
    return timer is not None and timer.seconds <= FREQUENT_S


def due_tasks() -> list[str]:
    """Return the names of the tasks whose time has come."""
    next_at = dict(TimedTask.objects.values_list("name", "next_at"))
    now = timezone.now()
    return [
        timer.name
        for timer in registered()
        if (due := next_at.get(timer.name)) is None or due <= now
    ]


def run_timed(name: str) -> bool:
    """Run the task if it is still due; tell whether it ran here and ended well."""
    renew_connection()
    timer = _timers.get(name)
    if timer is None:
        return False
    with try_session_lock(f"timed:{name}") as is_ours:
        # claimed even when it runs elsewhere: else the clock asks again every second
        claimed = _claim(timer)
        return is_ours and claimed and _run(timer)


def _claim(timer: Timer) -> bool:
    """Take a due task; should this process die, it is due again after `RETRY_S`."""
    TimedTask.objects.get_or_create(name=timer.name)
    now = timezone.now()
    is_due = Q(next_at__isnull=True) | Q(next_at__lte=now)
    pause = timedelta(seconds=min(timer.seconds, RETRY_S))
    # one statement asks and takes, so two clocks never both find it due
    rows = TimedTask.objects.filter(is_due, name=timer.name)
    return rows.update(next_at=now + pause) == 1


def _run(timer: Timer) -> bool:
    began = timezone.now()
    row = TimedTask.objects.filter(name=timer.name)
    row.update(began_at=began)
    try:
        outcome = tried_again(timer.function)
    except Exception as error:  # noqa: BLE001  the clock goes on; the row keeps the fault
        _keep_failure(timer, error)
        return False
    pause, result = timer.seconds, dict[str, int]()
    if isinstance(outcome, Round):
        result = {"done": outcome.done, "failed": outcome.failed}
        if not outcome.is_over:
            pause = min(timer.seconds, GO_ON_S)
    row.update(
        ended_at=timezone.now(),
        # from its beginning: a daily task does not slide later by its own length
        next_at=began + timedelta(seconds=pause),
        failures=0,
        last_error=ITEMS_FAILED if result.get("failed") else "",
        result=result,
    )
    return True


def _keep_failure(timer: Timer, error: Exception) -> None:
    renew_connection()
    reason = getattr(error, "code", "") or type(error).__name__
    logger.warning("timed_task_failed", extra={"task": timer.name, "reason": reason})
    row = TimedTask.objects.get(name=timer.name)
    pause = min(timer.seconds, RETRY_S * 2**row.failures, LONGEST_RETRY_S)
    TimedTask.objects.filter(name=timer.name).update(
        next_at=timezone.now() + timedelta(seconds=pause),
        failures=row.failures + 1,
        last_error=reason,
    )


def run_soon(name: str) -> None:
    """Make a task due at the clock's next turn."""
    TimedTask.objects.filter(name=name).update(next_at=None)


def run_failed_soon() -> int:
    """Make the tasks due whose last run failed: a service is back; return how many."""
    failed = TimedTask.objects.filter(failures__gt=0, next_at__gt=timezone.now())
    return failed.update(next_at=None)


def failing_tasks() -> list[TimedTask]:
    """Return tasks whose last run failed, or passed over things that did."""
    # a row whose task the code no longer has would be red for ever
    names = [timer.name for timer in registered()]
    return list(TimedTask.objects.filter(name__in=names).exclude(last_error=""))
