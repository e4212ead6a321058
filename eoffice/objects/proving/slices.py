"""One slice of the rolling proof: what stands, then presence, then content."""

import time
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max

from eoffice.objects.models import IntegrityFault
from eoffice.objects.proving.presence import current_lap, look_through
from eoffice.objects.proving.rereading import reread
from eoffice.objects.proving.standing import look_again
from eoffice.objects.store import Store, default_store
from eoffice.outbox.rounds import Round

SLICE_S = 10.0  # a sixth of the time while there is a backlog: one slice a minute
SHARES = (0.1, 0.5)  # of a slice: what stands; the rest halved by the two walks


@dataclass(slots=True, kw_only=True)
class Slice:
    """What a slice did: the round, and whether the standing of the proof changed."""

    round: Round
    has_news: bool


def prove_slice(
    *, task: str, store: Store | None = None, slice_s: float = SLICE_S
) -> Slice:
    """Do the next slice; never longer than about `slice_s` seconds and one object.

    Raises:
        StoreUnavailable: the clock comes back within minutes, and it goes on.
    """
    store, began = store or default_store(), time.monotonic()
    before = _standing()
    look_again(store, ends=began + slice_s * SHARES[0])
    has_ended = look_through(store, ends=began + slice_s * SHARES[1])
    done = reread(store, task=task, ends=began + slice_s)
    done.is_over = done.is_over and not current_lap().is_under_way
    return Slice(round=done, has_news=has_ended or _standing() != before)


def _standing() -> dict[str, Any]:
    """Return what tells one state of the faults from another, cheaply."""
    return IntegrityFault.objects.aggregate(count=Count("pk"), last=Max("found_at"))
