"""The relay: takes due deliveries out of the database and has them run.

With TASK_RUNNER=relay its own threads run the handlers and its clock runs the timed
tasks; with TASK_RUNNER=celery it publishes one message per delivery, waits for the
broker's confirmation, and hands over again what no worker has finished in time. Any
number of relays may run; any of them may be killed at any moment.
"""

import logging
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol
from uuid import UUID

from django.db import DatabaseError

from eoffice.outbox import claims, heartbeat, timers
from eoffice.outbox.delivery import run_delivery
from eoffice.outbox.lanes import Lane, at_once

logger = logging.getLogger(__name__)

PAUSE_S = 0.1  # an act is taken up within this time
FAULT_PAUSE_S = 2.0
TIMERS_EVERY_S = 1.0
AHEAD = 8  # quick deliveries taken per thread, so that none idles between two claims
# A drained batch runs one after the other; the lease must outlast all of it.
DRAIN_LEASE_S = 600.0
DRAIN_BATCH = 50


class Runner(Protocol):
    """Who gets deliveries run."""

    lease_s: float

    def room(self, lane: Lane) -> int:
        """Return how many more deliveries of the lane may be taken now."""

    def hand_over(self, ids: list[UUID], lane: Lane) -> None:
        """Take on claimed deliveries."""

    def tick(self) -> None:
        """Do what the clock asks for."""

    def close(self) -> None:
        """Finish what is running, take nothing more."""


class ThreadRunner:
    """Runs deliveries and timed tasks in threads of this process."""

    # may end before the run does: the advisory lock keeps a second run away
    lease_s = 60.0

    def __init__(self, *, only: Lane | None = None) -> None:
        """Make a pool for each lane; threads for frequent and for long timed tasks.

        `only`: the one lane that this process works.
        """
        self._sizes = {lane: at_once(lane) for lane in Lane}
        self._pools = {
            lane: ThreadPoolExecutor(max(n, 1)) for lane, n in self._sizes.items()
        }
        self._busy = dict.fromkeys(Lane, 0)
        self._guard = threading.Lock()
        self._clocks = {often: ThreadPoolExecutor(1) for often in (True, False)}
        self._timed: dict[str, Future[bool]] = {}
        # what a killed relay held would else wait for the end of its lease
        claims.reclaim_interrupted(only=only)

    def room(self, lane: Lane) -> int:
        """Return how many more the lane may take; only quick ones ahead."""
        ahead = AHEAD if lane == Lane.QUICK else 1
        with self._guard:
            return self._sizes[lane] * ahead - self._busy[lane]

    def hand_over(self, ids: list[UUID], lane: Lane) -> None:
        """Give each delivery to a thread."""
        with self._guard:
            self._busy[lane] += len(ids)
        for delivery_id in ids:
            self._pools[lane].submit(self._run, delivery_id, lane)

    def _run(self, delivery_id: UUID, lane: Lane) -> None:
        try:
            run_delivery(delivery_id)
        except DatabaseError:  # its lease ends by itself
            logger.warning("outbox_database_away", extra={"delivery_id": delivery_id})
        finally:
            with self._guard:
                self._busy[lane] -= 1

    def tick(self) -> None:
        """Start the timed tasks that are due and not running here."""
        for name in timers.due_tasks():
            running = self._timed.get(name)
            if running is None or running.done():
                clock = self._clocks[timers.is_frequent(name)]
                self._timed[name] = clock.submit(timers.run_timed, name)

    def close(self) -> None:
        """Wait for the running ones."""
        for pool in (*self._clocks.values(), *self._pools.values()):
            # what has not begun stays claimed, and the end of its lease brings it back
            pool.shutdown(cancel_futures=True)


class Relay:
    """The loop of one relay process."""

    def __init__(self, runner: Runner, *, only: Lane | None = None) -> None:
        """Keep the runner; `stop` ends the loop. `only`: one lane, and no clock."""
        self.runner = runner
        self._only = only
        self._lanes = (only,) if only else tuple(Lane)
        self._ending = threading.Event()
        self._next_tick = self._next_beat = 0.0

    def stop(self) -> None:
        """Ask the loop to end after what it has begun."""
        self._ending.set()

    def run(self) -> None:
        """Go on until `stop`; a database that is away is waited for."""
        while not self._ending.is_set():
            try:
                moved = self.step()
            except DatabaseError as error:
                name = type(error).__name__
                logger.warning("relay_database_away", extra={"reason": name})
                claims.renew_connection()
                self._ending.wait(FAULT_PAUSE_S)
                continue
            if not moved:
                self._ending.wait(PAUSE_S)
        self.runner.close()
        heartbeat.leave()

    def step(self) -> int:
        """Keep the clock, hand over what is due; return how many deliveries moved."""
        self._keep_time()
        # one cheap question ten times a second, instead of a claim for every lane
        if not claims.due().exists():
            return 0
        return sum(map(self._hand_over, self._lanes))

    def _keep_time(self) -> None:
        # monotonic: a corrected clock of the machine neither hurries nor stops it
        now = time.monotonic()
        if now >= self._next_beat:
            claims.renew_connection()
            heartbeat.beat(only=self._only)
            self._next_beat = now + heartbeat.EVERY_S
        if self._only is None and now >= self._next_tick:
            self.runner.tick()
            self._next_tick = now + TIMERS_EVERY_S

    def _hand_over(self, lane: Lane) -> int:
        room = self.runner.room(lane)
        ids = claims.claim(limit=room, lease_s=self.runner.lease_s, lane=lane)
        if ids:
            self.runner.hand_over(ids, lane)
        return len(ids)


def drain(*, limit: int = 10_000, raising: bool = True) -> int:
    """Run everything that is due in this thread, with what it brings about.

    For commands, the demo's building and tests. `limit` bounds the number of runs;
    `raising` passes a handler's error on (its delivery keeps it and is tried again
    later). Returns the number of deliveries done.
    """
    done = runs = 0
    lanes = [lane for lane in Lane if at_once(lane)]  # not what this process may not
    while runs < limit:
        ids = [
            delivery_id
            for lane in lanes
            for delivery_id in claims.claim(
                limit=min(DRAIN_BATCH, limit - runs), lease_s=DRAIN_LEASE_S, lane=lane
            )
        ]
        if not ids:
            break
        for delivery_id in ids:
            done += run_delivery(delivery_id, raising=raising)
        runs += len(ids)
    return done
