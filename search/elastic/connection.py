"""The way to the server: short time limits, no silent repeats, a circuit breaker."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from elastic_transport import ApiResponseMeta
from elasticsearch import (
    ApiError,
    Elasticsearch,
    NotFoundError,
    TransportError,
    UnsupportedProductError,
)

from search.engines.contract import SearchUnavailable

Answer = TypeVar("Answer")

# Nobody waits longer: a plain list from the database is shown instead.
SEARCH_TIMEOUT_S = 2.0
WRITE_TIMEOUT_S = 30.0
FAILURES_TO_OPEN = 3
OPEN_FOR_S = 5.0
SERVER_MAJOR = "8"
HTTP_OK, HTTP_NOT_FOUND = 200, 404


@dataclass(frozen=True, slots=True, kw_only=True)
class ElasticServer:
    """Where the server is; ``prefix`` keeps installations on it apart.

    An empty ``user`` or ``ca`` (path of a CA certificate) means none.
    """

    url: str
    prefix: str
    user: str = ""
    password: str = field(default="", repr=False)
    ca: str = ""
    replicas: int = 0


class CircuitBreaker:
    """After three failures in a row, fail at once for five seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start closed; ``clock`` gives seconds."""
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._open_until = 0.0

    def check(self) -> None:
        """Raise SearchUnavailable while open."""
        if self._clock() < self._open_until:
            message = "search server failed moments ago"
            raise SearchUnavailable(message)

    def succeeded(self) -> None:
        """The server answered."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """The server did not answer, or said it cannot."""
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES_TO_OPEN:
                self._open_until = self._clock() + OPEN_FOR_S
                self._failures = 0


class Connection:
    """The client with our limits; every failure becomes SearchUnavailable."""

    def __init__(self, server: ElasticServer) -> None:
        """Make a client; nothing is sent yet."""
        options: dict[str, Any] = {"retry_on_timeout": False, "max_retries": 0}
        if server.user:
            options["basic_auth"] = (server.user, server.password)
        if server.ca:
            options["ca_certs"] = server.ca
        client = Elasticsearch(server.url, **options)
        self.quick = client.options(request_timeout=SEARCH_TIMEOUT_S, max_retries=0)
        self.patient = client.options(request_timeout=WRITE_TIMEOUT_S, max_retries=0)
        self.breaker = CircuitBreaker()

    def ask(self, call: Callable[[Elasticsearch], Answer]) -> Answer:
        """Run a read that a person waits for."""
        self.breaker.check()
        try:
            answer = call(self.quick)
        except (ApiError, TransportError, UnsupportedProductError) as error:
            if is_fault_of_server(error):
                self.breaker.failed()
            raise SearchUnavailable(describe(error)) from error
        self.breaker.succeeded()
        return answer

    def ask_all(self, lines: list[dict[str, Any]]) -> list[Mapping[str, Any]]:
        """Run several searches in one call; one that fails fails all of them."""

        def call(client: Elasticsearch) -> list[Mapping[str, Any]]:
            answers = client.msearch(searches=lines)
            found: list[Mapping[str, Any]] = answers.body.get("responses", [])
            if len(found) * 2 != len(lines):
                message = "the search server answered in part only"
                raise SearchUnavailable(message)
            for one in found:
                _raise_refusal(one, answers.meta)
            return found

        return self.ask(call)

    def tell(self, call: Callable[[Elasticsearch], Answer]) -> Answer:
        """Run a write or an act on indexes; no breaker: the outbox repeats."""
        try:
            return call(self.patient)
        except (ApiError, TransportError, UnsupportedProductError) as error:
            raise SearchUnavailable(describe(error)) from error


def _raise_refusal(answer: Mapping[str, Any], meta: ApiResponseMeta) -> None:
    """Raise what the client raises where a search is the only one of its call."""
    status = int(answer.get("status", HTTP_OK))
    if "error" not in answer:
        return
    kind = NotFoundError if status == HTTP_NOT_FOUND else ApiError
    raise kind("search", replace(meta, status=status), answer["error"])


def is_fault_of_server(error: Exception) -> bool:
    """Whether the server itself is in trouble, not our one request."""
    status = getattr(error, "status_code", None)
    return status is None or status in {429, 500, 502, 503, 504}


def describe(error: Exception) -> str:
    """Kind and status of a failure; never its body, which may hold query text."""
    status = getattr(error, "status_code", None)
    return f"{type(error).__name__}{f' {status}' if status else ''}"
