"""The server's worker process: receives requests whole, then gives them a thread.

Gunicorn's threaded worker gives a connection a thread and lets the thread wait for
the bytes; twelve slow senders stop an office. Here the one loop of the process
receives for all connections at once, and ends those that are late.
"""

import contextlib
import time
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from eoffice.environment import environment
from eoffice.errors import OfficeError
from eoffice.gateway.answers import refusal_bytes
from eoffice.gateway.buffered_socket import BufferedSocket
from eoffice.gateway.errors import TooBusy, TooSlow
from eoffice.gateway.intake import Intake, IntakeBounds
from eoffice.gateway.lanes import PROBED, RequestLane, is_public
from eoffice.process.walls import close_memory

PIECE = 256 * 1024
#: What a form needs around its files, and several small files beside a large one.
ENVELOPE = 8 * 1024 * 1024
#: Connections and bytes under way at once; beyond, the longest under way goes first.
MOST_ARRIVING = 512
MOST_HELD = 128 * 1024 * 1024
#: A refused sender is listened to so long, else the refusal would be lost (RFC 9112
#: section 9.6).
LINGER_S = 2.0
GO_AHEAD = b"HTTP/1.1 100 Continue\r\n\r\n"


class BufferedWorker(ThreadWorker):
    """`worker_class` of gunicorn; speaks HTTP/1.1 without TLS, as behind a proxy."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Prepare the books of what is under way."""
        super().__init__(*args, **kwargs)
        self.arriving: dict[TConn, Intake] = {}
        self.public: dict[TConn, Intake] = {}  # under way or waiting in their lane
        self.lingering: dict[TConn, float] = {}
        self.lane: RequestLane[TConn] = RequestLane(
            places=max(1, self.cfg.threads // 2)
        )
        self.probes = ThreadPoolExecutor(max_workers=1)

    @classmethod
    def check_config(cls, cfg: Any, log: Any) -> None:
        """Close the parent of the workers as well: it was started with the secrets.

        No header (SCRIPT_NAME) moves a request to another path: our proxy sends none,
        and lanes, doors and rules all go by the path that was asked for.
        """
        super().check_config(cfg, log)
        cfg.set("forwarder_headers", "")
        close_memory()

    def bounds(self) -> IntakeBounds:
        """How fast and how large requests must come in."""
        return IntakeBounds(body_bytes=environment().UPLOAD_LIMIT_BYTES + ENVELOPE)

    # ------------------------------------------------------------- receiving
    def enqueue_req(self, conn: TConn) -> None:
        """Begin to receive a request; called where gunicorn would give it a thread."""
        if not isinstance(conn.sock, BufferedSocket):
            conn.sock = BufferedSocket(conn.sock)
        conn.data_ready = True
        conn.sock.setblocking(flag=False)
        self.arriving[conn] = Intake(self.bounds(), time.monotonic())
        self.poller.register(conn.sock, EVENT_READ, partial(self._receive, conn))
        self._receive(conn, conn.sock)
        self._shed()

    def _receive(self, conn: TConn, _file: object) -> None:
        intake = self.arriving[conn]
        try:
            data = conn.sock.raw.recv(PIECE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._forget(conn)
            self._hang_up(conn)
            return
        intake.feed(data)
        if intake.refusal:
            self._refuse(conn, intake.refusal())
        elif intake.is_whole:
            self._dispatch(conn)
        else:
            self._go_ahead(conn, intake)
            self._shed()

    def _go_ahead(self, conn: TConn, intake: Intake) -> None:
        if intake.wants_go_ahead:
            intake.wants_go_ahead = False
            with contextlib.suppress(OSError):
                conn.sock.raw.send(GO_AHEAD)

    def _shed(self) -> None:
        """Make room when too much is under way: strangers first, the oldest first."""
        while self._is_full() and self.arriving:
            strangers = (c for c, i in self.arriving.items() if is_public(i.path))
            oldest = next(strangers, None) or next(iter(self.arriving))
            self._end(oldest, TooBusy())

    def _is_full(self) -> bool:
        held = sum(i.size for i in (*self.arriving.values(), *self.public.values()))
        return len(self.arriving) > MOST_ARRIVING or held > MOST_HELD

    # ------------------------------------------------------------ going on
    def _dispatch(self, conn: TConn) -> None:
        intake = self._forget(conn)
        conn.sock.offer(intake.content)
        if intake.path in PROBED:
            self._submit(conn, self.probes)
            return
        if not is_public(intake.path):
            self._submit(conn, self.tpool)
            return
        entered = self.lane.enter(conn, time.monotonic())
        if entered is None:
            self._refuse(conn, TooBusy(), intake)
            return
        self.public[conn] = intake
        if entered:
            self._submit(conn, self.tpool)

    def _submit(self, conn: TConn, pool: ThreadPoolExecutor) -> None:
        conn.sock.setblocking(flag=True)
        future = pool.submit(self.handle, conn)
        future.add_done_callback(
            lambda done: self.method_queue.defer(self.finish_request, conn, done)
        )

    def finish_request(self, conn: TConn, fs: "Future[Any]") -> None:
        """Close or keep the connection, and let the next stranger in."""
        if self.public.pop(conn, None) is not None:
            following = self.lane.leave()
            if following is not None:
                self._submit(following, self.tpool)
        if self._sent_ahead(conn):
            self._hang_up(conn, graceful=True)  # its sender asks again, RFC 9112 9.3.2
        else:
            super().finish_request(conn, fs)
            self._free_content(conn)

    @staticmethod
    def _sent_ahead(conn: TConn) -> bool:
        """Tell whether bytes of another request came with this one."""
        buffered = conn.parser.unreader.buf.getvalue() if conn.parser else b""
        return bool(buffered or conn.sock.has_rest())

    def _free_content(self, conn: TConn) -> None:
        if conn not in self.arriving:
            conn.sock.drop()

    # -------------------------------------------------------------- ending
    def murder_pending(self) -> None:
        """Each second: end what is late."""
        super().murder_pending()
        now = time.monotonic()
        for conn, intake in list(self.arriving.items()):
            if intake.is_late(now):
                self._end(conn, TooSlow())
        for conn in self.lane.impatient(now):
            self._refuse(conn, TooBusy(), self.public.pop(conn))
        for conn, until in list(self.lingering.items()):
            if until < now:
                self._stop_lingering(conn)

    def _end(self, conn: TConn, error: OfficeError) -> None:
        if self.arriving[conn].size:
            self._refuse(conn, error)
        else:  # a browser that opened a connection and did not need it
            self._forget(conn)
            self._hang_up(conn)

    def _refuse(
        self, conn: TConn, error: OfficeError, intake: Intake | None = None
    ) -> None:
        """Answer a refusal without waiting for anybody; then listen a moment more."""
        path = (intake or self._forget(conn)).path
        with contextlib.suppress(OSError):
            conn.sock.setblocking(flag=False)
            conn.sock.raw.send(refusal_bytes(error, path))
            conn.sock.raw.shutdown(1)
        conn.sock.drop()
        self.lingering[conn] = time.monotonic() + LINGER_S
        self.poller.register(conn.sock, EVENT_READ, partial(self._linger, conn))

    def _linger(self, conn: TConn, _file: object) -> None:
        try:
            gone = not conn.sock.raw.recv(PIECE)
        except BlockingIOError:
            return
        except OSError:
            gone = True
        if gone:
            self._stop_lingering(conn)

    def _stop_lingering(self, conn: TConn) -> None:
        del self.lingering[conn]
        self.poller.unregister(conn.sock)
        self._hang_up(conn)

    def _forget(self, conn: TConn) -> Intake:
        self.poller.unregister(conn.sock)
        return self.arriving.pop(conn)

    def _hang_up(self, conn: TConn, *, graceful: bool = False) -> None:
        self.nr_conns -= 1
        conn.close(graceful=graceful)
