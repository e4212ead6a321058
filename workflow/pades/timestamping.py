"""Asking a time-stamp authority over HTTP (RFC 3161, section 3.4).

The whole exchange has one deadline: an authority that accepts the connection and
then drips or sleeps is as absent as one that refuses it.
"""

import http.client
import secrets
import socket
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from asn1crypto import algos, cms, tsp

from workflow.pades.errors import Unavailable

ACT_DEADLINE_S = 2.0
"""Longer than this nobody waits inside a signing act: B-B, stamped later."""

MOST_ANSWER_BYTES = 65_536
NONCE_BITS = 63
HTTP_OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpTimestampService:
    """An RFC 3161 authority at `url` (http or https), with one total deadline."""

    url: str
    deadline_s: float = ACT_DEADLINE_S

    def stamp(self, digest: bytes, algorithm: str) -> bytes:
        """Return the token over `digest`; raises `Unavailable`, also when refused."""
        request = stamp_request(digest, algorithm)
        try:
            answer = self._exchange(request.dump())
            return read_answer(answer, request)
        except (OSError, http.client.HTTPException, ValueError, TypeError) as error:
            raise Unavailable(state="timestamp") from error

    def _exchange(self, body: bytes) -> bytes:
        ends = time.monotonic() + self.deadline_s
        connection = self._connection()
        connection.connect()
        # A socket's own timeout starts again with each byte; this one does not.
        watch = threading.Timer(
            max(0.0, ends - time.monotonic()), _cut, [connection.sock]
        )
        watch.daemon = True
        watch.start()
        try:
            return _post(connection, urlsplit(self.url).path or "/", body)
        finally:
            watch.cancel()
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        place = urlsplit(self.url)
        kind = (
            http.client.HTTPSConnection
            if place.scheme == "https"
            else http.client.HTTPConnection
        )
        return kind(place.hostname or "", place.port, timeout=self.deadline_s)


def _cut(sock: socket.socket) -> None:
    """End a connection from outside: its reader gets an error at once."""
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _post(connection: http.client.HTTPConnection, path: str, body: bytes) -> bytes:
    headers = {
        "Content-Type": "application/timestamp-query",
        "Accept": "application/timestamp-reply",
    }
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    if answer.status != HTTP_OK:
        raise ValueError(f"the authority answered {answer.status}")
    # One byte more than allowed is enough to know; the rest is never read.
    content = answer.read(MOST_ANSWER_BYTES + 1)
    if len(content) > MOST_ANSWER_BYTES:
        raise ValueError("the authority answered too much")
    return content


def stamp_request(digest: bytes, algorithm: str) -> tsp.TimeStampReq:
    """Build a request with a fresh nonce that asks for the certificates too."""
    return tsp.TimeStampReq(
        {
            "version": 1,
            "message_imprint": tsp.MessageImprint(
                {
                    "hash_algorithm": algos.DigestAlgorithm({"algorithm": algorithm}),
                    "hashed_message": digest,
                }
            ),
            "cert_req": True,
            "nonce": secrets.randbits(NONCE_BITS) | 1,
        }
    )


def read_answer(answer: bytes, request: tsp.TimeStampReq) -> bytes:
    """Return the token of a granted answer to exactly this request.

    Raises `ValueError` for a refusal, another digest or another nonce. Whether the
    token is trusted is judged with the whole file, by our own check.
    """
    response = tsp.TimeStampResp.load(answer)
    if response["status"]["status"].native not in {"granted", "granted_with_mods"}:
        raise ValueError("the authority refused")
    token = response["time_stamp_token"]
    info = stamp_info(token)
    # Else somebody between us could play an old stamp again.
    if info["nonce"].native != request["nonce"].native:
        raise ValueError("the stamp answers another request")
    if info["message_imprint"].dump() != request["message_imprint"].dump():
        raise ValueError("the stamp is over another digest")
    return bytes(token.dump())


def stamp_info(token: cms.ContentInfo) -> tsp.TSTInfo:
    """Return what a token says; raises `ValueError` when it is no stamp."""
    info = token["content"]["encap_content_info"]["content"].parsed
    if not isinstance(info, tsp.TSTInfo):
        raise ValueError("this is not a time-stamp token")
    return info
