"""The registry of health checks: rooms add theirs, `run_all` asks them together."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial

from django.db import connections
from django.utils.functional import Promise

from eoffice.errors import ServiceDown

Check = Callable[[], object]
PATIENCE_S = 8.0
type_of_text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPart:
    """A service: how it is asked, whether the office stands still without it.

    `news` and `works` are the banner's sentence for people; without `news` nobody is
    told. `told` is read by administrators on the page of background work. `applies`
    is asked each time: a part that is not configured is left out.
    """

    name: str
    check: Check
    required: bool
    news: type_of_text = ""
    works: type_of_text = ""
    told: type_of_text = ""
    applies: Callable[[], bool] = lambda: True


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How a part was found: `latency_ms` of the check, kind of its `fault`."""

    name: str
    required: bool
    is_up: bool
    latency_ms: float
    fault: str = ""


_parts: dict[str, CheckedPart] = {}


def register_part(part: CheckedPart) -> None:
    """Add a part under its name; the same name replaces it."""
    _parts[part.name] = part


def parts() -> dict[str, CheckedPart]:
    """Return the parts that apply here, by name."""
    return {name: part for name, part in sorted(_parts.items()) if part.applies()}


def told_faults() -> list[str]:
    """Return what administrators are told of parts that are down, asked now."""
    return [str(part.told) for part in parts().values() if part.told and _fails(part)]


def _fails(part: CheckedPart) -> bool:
    try:
        part.check()
    except ServiceDown:
        return True
    return False


def run_all(names: Sequence[str] | None = None) -> list[State]:
    """Ask all parts (or those named) side by side; none holds up the others."""
    asked = [p for n, p in parts().items() if names is None or n in names]
    if not asked:
        return []
    pool = ThreadPoolExecutor(len(asked))
    futures = {part.name: pool.submit(partial(_ask, part)) for part in asked}
    wait(futures.values(), timeout=PATIENCE_S)
    pool.shutdown(wait=False, cancel_futures=True)
    return [_state_of(part, futures[part.name]) for part in asked]


def _state_of(part: CheckedPart, future: Future[State]) -> State:
    if future.done():
        return future.result()
    return State(
        name=part.name,
        required=part.required,
        is_up=False,
        latency_ms=PATIENCE_S * 1000,
        fault="timeout",
    )


def _ask(part: CheckedPart) -> State:
    began, fault = time.monotonic(), ""
    try:
        part.check()
    except Exception as error:  # noqa: BLE001  whatever it is, the part is not up
        fault = getattr(error, "code", "") or type(error).__name__
    finally:
        connections.close_all()  # of this thread
    return State(
        name=part.name,
        required=part.required,
        is_up=not fault,
        latency_ms=round((time.monotonic() - began) * 1000, 1),
        fault=str(fault),
    )
