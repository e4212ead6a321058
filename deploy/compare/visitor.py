"""A person before the running demo: logs in, looks at pages, changes nothing.

The only acts are the log-in and the log-out; all else is GET, and no redirection is
followed.
"""

import re
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

TOO_MANY = 429
PATIENCE_S = 120
LOG_IN, LOG_OUT = "/masuk/", "/masuk/keluar/"
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: status, headers by lower-case name, and the bytes."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """Return the media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def text(self) -> str:
        """Return the body as text."""
        return self.body.decode("utf-8", "replace")


@dataclass(slots=True)
class Visitor:
    """One browser; `base` is the address of the demo (`http://localhost:8000`)."""

    base: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str) -> Answer:
        """Open an address (path and query); wait when the house says to."""
        answer = self._send("GET", address)
        while answer.status == TOO_MANY:
            time.sleep(float(answer.headers.get("retry-after", "5")))
            answer = self._send("GET", address)
        return answer

    def log_in(self, username: str, password: str) -> None:
        """Log in and look at the first page, so that its greeting is gone.

        Raises:
            RuntimeError: the demo does not know the person.
        """
        self._post(LOG_IN, login=username, password=password)
        if self.get("/").status != 200:  # noqa: PLR2004  the status of a shown page
            message = f"{username} cannot log in"
            raise RuntimeError(message)

    def log_out(self) -> None:
        """End the session, so that visits leave no list of them."""
        self._post(LOG_OUT)

    def _post(self, address: str, **values: str) -> Answer:
        found = CSRF.search(self.get(address).text)
        token = found.group(1) if found else ""
        body = urlencode({"csrfmiddlewaretoken": token, **values})
        return self._send("POST", address, body)

    def _send(self, method: str, address: str, body: str | None = None) -> Answer:
        headers = {
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "Accept-Language": "id",
            "Referer": self.base + address,
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection(urlsplit(self.base).netloc, timeout=PATIENCE_S)
        try:
            connection.request(method, address, body, headers)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies |= {k: m.value for k, m in SimpleCookie(line).items()}
        told = {name.lower(): value for name, value in response.getheaders()}
        return Answer(status=response.status, headers=told, body=content)
