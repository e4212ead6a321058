"""The sign of life of relay processes."""

import os
import socket
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from eoffice.outbox.lanes import Lane
from eoffice.outbox.models import RelayHeartbeat

EVERY_S = 5.0
# Six beats: a relay that is late once is not taken for dead.
FRESH_S = 30.0
# Names carry process ids, so each start leaves a new one behind.
FORGET_AFTER = timedelta(days=1)


def beat(*, only: Lane | None = None) -> None:
    """Say that this process is alive; forget processes of yesterday.

    `only`: the one lane that it works; such a process is no relay.
    """
    now = timezone.now()
    name = f"{socket.gethostname()}:{os.getpid()}"
    seen = {"seen_at": now, "only": only or ""}
    RelayHeartbeat.objects.update_or_create(
        name=name, defaults=seen
    )  # locks the key: nothing points at a heartbeat
    RelayHeartbeat.objects.filter(seen_at__lt=now - FORGET_AFTER).delete()


def leave() -> None:
    """Say that this process ends in good order."""
    name = f"{socket.gethostname()}:{os.getpid()}"
    RelayHeartbeat.objects.filter(name=name).delete()


def last_seen(*, only: Lane | None = None) -> datetime | None:
    """Return when any relay, or process of that lane alone, was last alive."""
    rows = RelayHeartbeat.objects.filter(only=only or "")
    found: datetime | None = rows.aggregate(at=Max("seen_at"))["at"]
    return found


def is_fresh(*, only: Lane | None = None) -> bool:
    """Tell whether a relay, or a process of that lane alone, lives."""
    seen = last_seen(only=only)
    return seen is not None and seen > timezone.now() - timedelta(seconds=FRESH_S)
