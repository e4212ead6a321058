"""A service on loopback that answers what a test says, and hangs where it does not."""

import contextlib
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Talk = Callable[[socketserver.StreamRequestHandler, threading.Event], None]


@contextmanager
def service(talk: Talk) -> Iterator[int]:
    """Serve `talk` to each connection and give the port; its event ends hanging."""
    ending = threading.Event()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):
                talk(self, ending)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        request_queue_size = 128

    with Server(("127.0.0.1", 0), Handler) as server:
        work = threading.Thread(target=server.serve_forever, daemon=True)
        work.start()
        try:
            yield server.server_address[1]
        finally:
            ending.set()
            server.shutdown()


def silent(_connection: socketserver.StreamRequestHandler, ending: threading.Event):
    """Take the connection and say nothing."""
    ending.wait(60)
