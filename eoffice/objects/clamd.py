"""A small client of ClamAV's daemon (clamd(8), command INSTREAM)."""

import socket
import struct
from typing import IO

from eoffice.environment import environment
from eoffice.objects.errors import ScannerAway

CHUNK = 64 * 1024
CONNECT_TIMEOUT_S = 3.0
SCAN_TIMEOUT_S = 120.0
PING_TIMEOUT_S = 5.0
# An answer is one short line; whatever else talks on this port is not heard out.
ANSWER_BYTES = 4096


def _connect() -> socket.socket:
    address = environment().CLAMD_ADDRESS
    host, _, port = address.rpartition(":")
    try:
        connection = socket.create_connection((host, int(port)), CONNECT_TIMEOUT_S)
    except (OSError, ValueError) as error:
        raise ScannerAway from error
    connection.settimeout(SCAN_TIMEOUT_S)
    return connection


def _verdict_of_scanner(connection: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < ANSWER_BYTES:
        part = connection.recv(ANSWER_BYTES)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def ping() -> None:
    """Ask whether the scanner lives.

    Raises:
        ScannerAway: it does not answer.
    """
    try:
        with _connect() as connection:
            connection.settimeout(PING_TIMEOUT_S)
            connection.sendall(b"zPING\0")
            if _verdict_of_scanner(connection) != "PONG":
                raise ScannerAway
    except OSError as error:
        raise ScannerAway from error


def scan(file: IO[bytes]) -> str:
    """Have a file scanned; return the name of what was found, empty when nothing.

    Raises:
        ScannerAway: no clear answer, so nothing is known about the file; whether it
            is the scanner's fault or the file's, `service_faults` finds out.
    """
    try:
        with _connect() as connection:
            connection.sendall(b"zINSTREAM\0")
            while chunk := file.read(CHUNK):
                connection.sendall(struct.pack(">L", len(chunk)) + chunk)
            # a length of nought ends the stream (clamd(8))
            connection.sendall(struct.pack(">L", 0))
            return _verdict(_verdict_of_scanner(connection))
    except OSError as error:
        raise ScannerAway from error


def _verdict(answer: str) -> str:
    if answer == "stream: OK":
        return ""
    if answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    # an error is no verdict: the file waits in quarantine, it does not pass
    raise ScannerAway(None, state=answer[:80])
