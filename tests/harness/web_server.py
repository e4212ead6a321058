"""A real web server of the product on loopback, for what only real sockets show."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.harness.services import ROOT

PATIENCE_S = 60
PRODUCT_WORKER = "eoffice.gateway.worker.BufferedWorker"


@dataclass(frozen=True, slots=True)
class WebServer:
    """Where it listens, and as which process."""

    port: int
    pid: int

    def connect(self, timeout_s: float = 10) -> socket.socket:
        """Open a plain connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout_s)

    def ask(
        self, method: str, path: str, body: bytes | None = None, timeout_s: float = 10
    ) -> tuple[int, bytes, float]:
        """Ask once: status, body, seconds it took."""
        began = time.monotonic()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout_s)
        try:
            connection.request(method, path, body)
            answer = connection.getresponse()
            return answer.status, answer.read(), time.monotonic() - began
        finally:
            connection.close()

    def send(self, raw: bytes, timeout_s: float = 10) -> bytes:
        """Send bytes as they are; everything that comes back until the other closes."""
        with self.connect(timeout_s) as connection:
            connection.sendall(raw)
            return b"".join(iter(lambda: connection.recv(65536), b""))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(server: WebServer, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            server.ask("GET", "/healthz")
        except OSError:
            time.sleep(0.1)
        else:
            return
    message = f"the web server did not start:\n{log.read_text()[-2000:]}"
    raise AssertionError(message)


@contextmanager
def web_server(
    folder: Path,
    *,
    application: str = "eoffice.wsgi",
    worker: str = PRODUCT_WORKER,
    threads: int = 4,
) -> Iterator[WebServer]:
    """Run gunicorn with one worker of `threads` threads on the tests' environment."""
    port, log = _free_port(), folder / "web.log"
    options = [f"--bind=127.0.0.1:{port}", "--workers=1", f"--threads={threads}"]
    program = Path(sys.executable).parent / "gunicorn"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [program, *options, f"--worker-class={worker}", application],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=output,
            stderr=output,
        )
    server = WebServer(port, process.pid)
    try:
        _wait(server, process, log)
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE_S)
