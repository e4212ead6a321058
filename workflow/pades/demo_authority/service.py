"""The demo authority over HTTP on loopback: /tsa, /ocsp, /crl/*.crl, /root.pem.

A plain WSGI application, so that it can run as a process of its own or as a
thread beside a test.
"""

import base64
import binascii
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from urllib.parse import unquote
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from workflow.pades.demo_authority.authority import DemoAuthority

# A request is a digest and a few names; what is longer is no request.
MOST_REQUEST_BYTES = 16_384
# Keys of the demo stand without a passphrase: nobody from outside may ask it.
LOOPBACK = "127.0.0.1"
Start = Callable[[str, list[tuple[str, str]]], object]
Answer = tuple[str, bytes]


class AuthorityService:
    """WSGI application in front of one `DemoAuthority`."""

    def __init__(self, authority: DemoAuthority) -> None:
        """Serve `authority`."""
        self._authority = authority

    def __call__(self, environ: dict, start: Start) -> Iterable[bytes]:
        """Answer one request."""
        answer = self._answer(environ)
        if answer is None:
            start("404 Not Found", [("Content-Type", "text/plain")])
            return [b"not found\n"]
        kind, body = answer
        headers = [
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
        ]
        start("200 OK", headers)
        return [body]

    def _answer(self, environ: dict) -> Answer | None:
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "/")
        if method == "POST":
            return self._posted(path, _body(environ))
        if method == "GET":
            return self._fetched(path)
        return None

    def _posted(self, path: str, body: bytes) -> Answer | None:
        if path == "/tsa":
            stamped = self._authority.time_stamps().answer(body)
            return "application/timestamp-reply", stamped
        if path == "/ocsp":
            return "application/ocsp-response", self._authority.ocsp_answer(body)
        return None

    def _fetched(self, path: str) -> Answer | None:
        if path in {"/crl/root.crl", "/crl/issuing.crl"}:
            role = path.removeprefix("/crl/").removesuffix(".crl")
            return "application/pkix-crl", self._authority.crl(role)
        if path == "/root.cer":
            return "application/pkix-cert", self._authority.root
        if path.startswith("/ocsp/"):
            return self._asked_by_url(path.removeprefix("/ocsp/"))
        return None

    def _asked_by_url(self, text: str) -> Answer | None:
        try:
            request = base64.b64decode(unquote(text), validate=True)
        except (binascii.Error, ValueError):
            return None
        return "application/ocsp-response", self._authority.ocsp_answer(request)


def _body(environ: dict) -> bytes:
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return b""
    if not 0 < length <= MOST_REQUEST_BYTES:
        return b""
    return bytes(environ["wsgi.input"].read(length))


class _AuthorityServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the demo's output belongs to the product."""


def server(authority: DemoAuthority, port: int) -> WSGIServer:
    """Bind on loopback; port 0 picks a free one."""
    return make_server(
        LOOPBACK, port, AuthorityService(authority), _AuthorityServer, _QuietHandler
    )


@contextmanager
def serving(authority: DemoAuthority, port: int = 0) -> Iterator[str]:
    """Serve from a thread for the length of a `with` block; gives the base URL."""
    with server(authority, port) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://{LOOPBACK}:{running.server_port}"
        finally:
            running.shutdown()
            thread.join()
