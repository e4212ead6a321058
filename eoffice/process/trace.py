"""One number per request: in the answer's header, in problems, in every log line.

A person who reports a fault reads it from the page or the answer, and the operator
finds all lines of that request by it. We make it ourselves: a number brought by the
client could carry anything into the log.
"""

import logging
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from eoffice.identifiers import uuid7

HEADER = "X-Trace-Id"
_trace_id: ContextVar[str] = ContextVar("trace_id", default="")


def current_trace_id() -> str:
    """Return the number of the request under way; empty outside of one."""
    return _trace_id.get()


class TraceMiddleware:
    """Give each request its number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next link of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer under a fresh number and name it in the header."""
        # Not reset at the end: Django writes its line about a refusal afterwards.
        _trace_id.set(uuid7().hex)
        response = self.get_response(request)
        response.headers[HEADER] = current_trace_id()
        return response


class TraceFilter(logging.Filter):
    """Write the request's number into each log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add `trace_id` where a request is under way."""
        if trace_id := current_trace_id():
            record.trace_id = trace_id
        return True
