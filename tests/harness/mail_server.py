"""A mail server of our own (RFC 5321): what it takes, to whom it hangs or says no."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Mailbox:
    """What the server was given, and how it behaves."""

    port: int = 0
    mails: list[tuple[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    defers: set[str] = field(default_factory=set)
    hangs: set[str] = field(default_factory=set)
    #: These are taken, and the connection ends before the server says so.
    swallows: set[str] = field(default_factory=set)
    hang_s: float = 1.0

    def to(self, address: str) -> list[str]:
        """Return the mails that were taken for the address."""
        return [text for one, text in self.mails if one == address]


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        box, address = self.server.box, ""
        self._say("220 uji")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                address = line.decode().partition("<")[2].partition(">")[0]
                box.asked.append(address)
                if not self._answer(box, address):
                    return
            elif word == b"DATA":
                self._say("354 go on")
                text = self._text()
                box.mails.append((address, text))
                if address in box.swallows:
                    return
                self._say("250 taken")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 uji")

    def _answer(self, box: Mailbox, address: str) -> bool:
        if address in box.hangs:
            time.sleep(box.hang_s)
            return False
        if address in box.refuses:
            self._say("550 5.1.1 no such user")
        elif address in box.defers:
            self._say("451 4.3.0 later")
        else:
            self._say("250 ok")
        return True

    def _text(self) -> str:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        return b"".join(lines).decode()

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    box: Mailbox


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """Run the server for the time of the block."""
    box = Mailbox()
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        server.box, box.port = box, server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield box
        server.shutdown()
        thread.join(5)
