"""A refusal as the bytes of an answer, for a request the application never saw."""

from http import HTTPStatus

from django.conf import settings
from django.utils import translation

from eoffice.api.problems import problem
from eoffice.errors import OfficeError


def refusal_bytes(error: OfficeError, path: str) -> bytes:
    """Return status line, header and body; a problem document for programs."""
    with translation.override(settings.LANGUAGE_CODE):
        answer = problem(error)
        if not path.startswith("/api/"):
            answer.content = str(error)
            answer.headers["Content-Type"] = "text/plain; charset=utf-8"
    answer.headers["Content-Length"] = str(len(answer.content))
    answer.headers["Connection"] = "close"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    line = f"HTTP/1.1 {error.status} {HTTPStatus(error.status).phrase}\r\n"
    return (
        line.encode("ascii")
        + answer.serialize_headers()
        + b"\r\n\r\n"
        + (answer.content)
    )
