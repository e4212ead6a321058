"""Real worker processes that are killed by kill -9: at a named step or at any moment.

    python -m tests.harness.mortal    a nursery: orders by line in, pids by line out

The nursery has Django loaded and forks a worker for each order, so that a start costs
no seconds. A worker runs the relay of one lane, as `eoffice destroyer` does; ordered to
die at a step it sends itself SIGKILL there, and nothing of it is tidied up.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import wraps
from importlib import import_module
from typing import Any, Self

PATIENCE_S = 90
BRIEF_S = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A call at which a worker dies: before it, or after it is done."""

    module: str
    name: str
    after: bool = False
    turn: int = 1  # of the calls in this process

    def __str__(self) -> str:
        when = "after" if self.after else "before"
        return f"{when} {self.module.rpartition('.')[2]}.{self.name} #{self.turn}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a worker works, where it dies, and numbers that it works with."""

    lane: str
    step: Step | None = None
    numbers: dict[str, int] = field(default_factory=dict)  # "module:NAME" -> value

    def line(self) -> str:
        """Return it as it goes to the nursery."""
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def of(cls, line: str) -> Self:
        """Return what came in a line."""
        told = json.loads(line)
        step = Step(**told["step"]) if told["step"] else None
        return cls(lane=told["lane"], step=step, numbers=told["numbers"])


class Worker:
    """A worker of the nursery, known by its pid."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    @property
    def is_alive(self) -> bool:
        """Tell whether it runs; the nursery leaves no dead ones behind."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self) -> bool:
        """Send SIGKILL and wait for the end; tell whether it was running."""
        was_alive = self.is_alive
        if was_alive:
            os.kill(self.pid, signal.SIGKILL)
            until(lambda: not self.is_alive, "a killed worker is gone")
        return was_alive


class Nursery:
    """Where workers come from."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def start(self, order: Order) -> Worker:
        """Fork a worker for the order."""
        told, answers = self._process.stdin, self._process.stdout
        assert told is not None
        assert answers is not None
        told.write(order.line())
        told.flush()
        return Worker(int(answers.readline()))


@contextmanager
def nursery() -> Iterator[Nursery]:
    """Offer a nursery on the database and store of this process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.harness.mortal"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield Nursery(process)
    finally:
        process.kill()
        process.communicate()


def until(condition: Callable[[], bool], what: str) -> None:
    """Wait for something another process does."""
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, f"never happened: {what}"
        time.sleep(BRIEF_S)


def die_at(step: Step) -> None:
    """Have this process end by SIGKILL at the step."""
    place: Any = import_module(step.module)
    *above, name = step.name.split(".")
    for part in above:
        place = getattr(place, part)
    known, turns = getattr(place, name), iter(range(1, 1_000_000))

    @wraps(known)
    def last(*given: Any, **named: Any) -> Any:
        is_now = next(turns) == step.turn
        if is_now and not step.after:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = known(*given, **named)
        if is_now:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    setattr(place, name, last)


def _work(order: Order) -> None:
    from eoffice.outbox.lanes import Lane
    from eoffice.outbox.relay import Relay, ThreadRunner

    for at, number in order.numbers.items():
        module, _colon, name = at.partition(":")
        setattr(import_module(module), name, number)
    if order.step:
        die_at(order.step)
    lane = Lane(order.lane)
    Relay(ThreadRunner(only=lane), only=lane).run()


def main() -> None:
    """Fork a worker for every line that comes in."""
    from eoffice.process.start import start_django

    start_django()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _work(Order.of(line))
            os._exit(0)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
