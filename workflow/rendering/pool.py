"""Worker processes that draw letters: `renderer()` is the one of this process.

Threads gain nothing (the compiler holds the lock), a letter may be hostile, and memory
grows with every letter: so each worker is a process of its own with 512 MB, 10 s for a
letter and an end after 500. A worker that dies costs one retry, then `RenderFailed`.
"""

import atexit
import json
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from workflow.rendering.book import PrintedBook, book_order
from workflow.rendering.errors import RenderFailed, RenderRefused, TextNotPrintable
from workflow.rendering.ports import (
    BookPrinter,
    PaperPrinter,
    Rendered,
    Renderer,
    RenderFacts,
)
from workflow.rendering.tree import LetterTree
from workflow.rendering.typst_renderer import make_order
from workflow.rendering.unprintable import locate
from workflow.typesetting.worker_process import TimedOut, WorkerDied, WorkerProcess

logger = logging.getLogger(__name__)

SECONDS_PER_LETTER = 10.0
SECONDS_PER_BOOK = 60.0  # 1,000 lines take about five
LETTERS_PER_WORKER = 500
# Each may take half a gigabyte, whatever number of cores a machine has.
MOST_WORKERS = 8


class PooledRenderer:
    """The port over a pool; safe to use from many threads.

    Workers start when they are first needed. `close()` ends them.
    """

    def __init__(
        self,
        *,
        size: int | None = None,
        seconds_per_letter: float = SECONDS_PER_LETTER,
        letters_per_worker: int = LETTERS_PER_WORKER,
    ) -> None:
        self.size = size or min(os.cpu_count() or 1, MOST_WORKERS)
        self.seconds_per_letter = seconds_per_letter
        self.letters_per_worker = letters_per_worker
        self._free = threading.BoundedSemaphore(self.size)
        self._lock = threading.Lock()
        self._idle: list[WorkerProcess] = []

    def render(self, tree: LetterTree, template: str, facts: RenderFacts) -> Rendered:
        """See `ports.Renderer.render`."""
        order = json.dumps(make_order(tree, template, facts)).encode()
        header, pdf = self._draw(order)
        if "undrawn" in header:
            raise TextNotPrintable(locate(tree, header["undrawn"]))
        if "rule_broken" in header:
            raise RenderRefused(header["rule_broken"])
        return _rendered(header["ok"], pdf)

    def print_book(self, book: PrintedBook) -> Rendered:
        """Draw an agenda book; see `ports.BookPrinter`."""
        return self.print_papers(book_order(book))

    def print_papers(self, order: dict[str, Any]) -> Rendered:
        """Draw a book, labels or cover sheets; see `ports.PaperPrinter`."""
        asked = json.dumps(order).encode()
        header, pdf = self._draw(asked, seconds=SECONDS_PER_BOOK, is_last=True)
        if "ok" not in header:
            raise RenderRefused(header.get("rule_broken", []))
        return _rendered(header["ok"], pdf)

    def worker_ids(self) -> list[int]:
        """Process ids of the workers that wait for work."""
        with self._lock:
            return [worker.pid for worker in self._idle]

    def close(self) -> None:
        """End the waiting workers; a later letter starts new ones."""
        with self._lock:
            workers, self._idle = self._idle, []
        for worker in workers:
            worker.stop()

    def forget(self) -> None:
        """In a forked child: the workers are the parent's; let go of their pipes."""
        for worker in self._idle:
            worker.let_go()
        self._idle = []

    def _draw(
        self, order: bytes, *, seconds: float | None = None, is_last: bool = False
    ) -> tuple[dict[str, Any], bytes]:
        """Draw; `is_last`: by a new worker that ends with it.

        A book fills a worker's memory, and the compiler keeps what it has laid out.
        """
        seconds = seconds or self.seconds_per_letter
        with self._free:
            try:
                return self._ask(order, seconds, fresh=is_last, is_last=is_last)
            except WorkerDied:
                logger.warning("A page worker died; the letter is drawn once more.")
            # Not tried again: what took ten seconds once takes them twice.
            except TimedOut as late:
                logger.exception("A page took longer than its limit.")
                raise RenderFailed("timed_out") from late
            try:
                return self._ask(order, seconds, fresh=True, is_last=is_last)
            except (WorkerDied, TimedOut) as second:
                logger.exception("A page worker died twice over the same letter.")
                raise RenderFailed("died") from second

    def _ask(
        self,
        order: bytes,
        seconds: float,
        *,
        fresh: bool = False,
        is_last: bool = False,
    ) -> tuple[dict[str, Any], bytes]:
        with self._worker(fresh=fresh, is_last=is_last) as worker:
            return worker.ask(order, seconds=seconds)

    @contextmanager
    def _worker(self, *, fresh: bool, is_last: bool) -> Iterator[WorkerProcess]:
        """An idle worker or a new one; back only if it is whole and not worn out."""
        with self._lock:
            # A second attempt asks a fresh one: the old may have been worn out.
            worker = self._idle.pop() if self._idle and not fresh else None
        # An idle worker may have been ended by the kernel for want of memory.
        if worker is None or not worker.alive():
            if worker is not None:
                worker.stop()
            worker = WorkerProcess()
        try:
            yield worker
        # Half an answer may stand in its pipe: the next letter must not read it.
        except BaseException:
            worker.stop()
            raise
        if is_last or worker.letters >= self.letters_per_worker:
            worker.stop()
            return
        with self._lock:
            self._idle.append(worker)


def _rendered(drawn: dict[str, Any], pdf: bytes) -> Rendered:
    return Rendered(
        bytes=pdf,
        sha256=drawn["sha256"],
        pages=drawn["pages"],
        marks={
            name: (int(page), float(x), float(y))
            for name, (page, x, y) in drawn["marks"].items()
        },
        faults=tuple(drawn["faults"]),
    )


_lock = threading.Lock()
_shared: PooledRenderer | None = None


def renderer() -> Renderer:
    """The renderer of this process, made at first use."""
    return _pool()


def book_printer() -> BookPrinter:
    """The printer of books: the same workers."""
    return _pool()


def paper_printer() -> PaperPrinter:
    """The printer of labels and cover sheets: the same workers."""
    return _pool()


def _pool() -> PooledRenderer:
    global _shared  # noqa: PLW0603 - one pool per process is the point
    with _lock:
        if _shared is None:
            _shared = PooledRenderer()
        return _shared


def close_renderer() -> None:
    """End this process's workers (at exit; tests)."""
    if _shared is not None:
        _shared.close()


def _after_fork_in_child() -> None:
    global _lock, _shared  # noqa: PLW0603 - the parent's pool and lock are not ours
    _lock = threading.Lock()
    if _shared is not None:
        _shared.forget()
    _shared = None


atexit.register(close_renderer)
os.register_at_fork(after_in_child=_after_fork_in_child)
