"""Timed tasks: one registry, whoever keeps the time.

The relay's own clock (embedded) or Celery's beat ask `due_tasks` and run what is due.
The row of a task decides, not the clock's memory: restarts neither skip a daily task
nor run one twice.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from eoffice.collisions import tried_again
from eoffice.outbox.claims import renew_connection
from eoffice.outbox.models import TimedTask

logger = logging.getLogger(__name__)


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


def due_tasks() -> list[str]:
    """Return the names of the tasks whose time has come."""
    began = dict(TimedTask.objects.values_list("name", "began_at"))
    now = timezone.now()
    return [timer.name for timer in registered() if _is_due(timer, began, now)]


def _is_due(timer: Timer, began: dict[str, datetime | None], now: datetime) -> bool:
    last = began.get(timer.name)
    return last is None or last <= now - timedelta(seconds=timer.seconds)


def run_timed(name: str) -> bool:
    """Run the task if it is still due; tell whether it ran here and ended well."""
    renew_connection()
    timer = _timers.get(name)
    if timer is None or not _claim(timer):
        return False
    try:
        tried_again(timer.function)
    except Exception as error:  # noqa: BLE001  the clock goes on; the row keeps the fault
        reason = getattr(error, "code", "") or type(error).__name__
        logger.warning("timed_task_failed", extra={"task": name, "reason": reason})
        TimedTask.objects.filter(name=name).update(last_error=reason)
        return False
    TimedTask.objects.filter(name=name).update(ended_at=timezone.now(), last_error="")
    return True


def _claim(timer: Timer) -> bool:
    TimedTask.objects.get_or_create(name=timer.name)
    now = timezone.now()
    is_due = Q(began_at__isnull=True) | Q(
        began_at__lte=now - timedelta(seconds=timer.seconds)
    )
    rows = TimedTask.objects.filter(is_due, name=timer.name)
    return rows.update(began_at=now) == 1


def run_soon(name: str) -> None:
    """Make a task due at the clock's next turn."""
    TimedTask.objects.filter(name=name).update(began_at=None)


def failing_tasks() -> list[TimedTask]:
    """Return tasks whose last run failed."""
    names = [timer.name for timer in registered()]
    return list(TimedTask.objects.filter(name__in=names).exclude(last_error=""))
