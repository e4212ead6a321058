"""Refusals as problem documents (RFC 9457), the only shape of an error here."""

import json
import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import (
    ObjectDoesNotExist,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.db import DataError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from eoffice.api.errors import NotLoggedIn
from eoffice.api.input_messages import faults_of
from eoffice.errors import Fault, Invalid, NotFound, OfficeError, ServiceDown, TooLarge
from eoffice.process.trace import current_trace_id

logger = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"


class Fatal(OfficeError):
    """A fault of ours; the trace id finds it in the log."""

    code = "internal_error"
    status = 500

    def __init__(self) -> None:
        """Say the number that finds the log line."""
        text = _("Something broke on our side. Tell us this number: %(trace)s.")
        super().__init__(text % {"trace": current_trace_id()})


def problem(error: OfficeError) -> HttpResponse:
    """Return the refusal as an answer."""
    faults = getattr(error, "faults", [])
    body: dict[str, Any] = {
        "type": f"urn:eoffice:problem:{error.code}",
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "detail": str(error),
        "code": error.code,
        "errors": [
            {"field": f.field, "code": f.code, "message": str(f.message)}
            for f in faults
        ],
        "trace_id": current_trace_id(),
    }
    if error.state:
        body["state"] = error.state
    body |= error.members
    content = json.dumps(body, ensure_ascii=False)
    response = HttpResponse(content, status=error.status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    if retry_after := getattr(error, "retry_after_s", None):
        response.headers["Retry-After"] = str(retry_after)
    if error.status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="eoffice"'
    return response


def malformed(field: str = "") -> Invalid:
    """Return the refusal of a body or address that cannot be read at all."""
    text = _("This cannot be read.")
    return Invalid([Fault(field=field, code="malformed", message=text)])


def _validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
    operation = getattr(request, "api_operation", None)
    names = operation.signature.models if operation else []
    wrappers = frozenset(
        field
        for model in names
        for field in model.model_fields
        if model.__ninja_param_source__ in {"body", "query"}
    )
    flat = {
        field
        for model in names
        for field in getattr(model, "__ninja_flatten_map__", {})
    }
    return problem(Invalid(faults_of(error.errors, wrappers - flat)))


def _http(error: HttpError) -> OfficeError:
    if isinstance(error.__cause__, OfficeError):
        return error.__cause__  # Ninja wraps what the parser raised
    if error.status_code == HTTPStatus.UNAUTHORIZED:
        return NotLoggedIn()
    if error.status_code == HTTPStatus.BAD_REQUEST:
        return malformed()
    return NotFound()


def _refused(request: HttpRequest, error: OfficeError) -> HttpResponse:
    """Answer a refusal; a service that is down leaves its cause in the log."""
    if isinstance(error, ServiceDown):
        cause = error.__cause__
        told = {
            "path": request.path[:200],
            "code": error.code,
            "reason": str(getattr(error, "reason", "")),
            "cause": type(cause).__name__ if cause else "",
        }
        logger.warning("service_down", extra=told)
    return problem(error)


def _fatal(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("api_fault", exc_info=error, extra={"path": request.path[:200]})
    return problem(Fatal())


def _down(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("database_down", exc_info=error, extra={"path": request.path[:200]})
    return problem(ServiceDown())


def install(api: NinjaAPI) -> None:
    """Teach the API to answer every error as a problem document."""
    handlers: dict[type[Exception], Any] = {
        OfficeError: _refused,
        ValidationError: _validation,
        HttpError: lambda _request, error: problem(_http(error)),
        Http404: lambda _request, _error: problem(NotFound()),
        ObjectDoesNotExist: lambda _request, _error: problem(NotFound()),
        PermissionDenied: lambda _request, _error: problem(NotFound()),
        RequestDataTooBig: lambda _request, _error: problem(TooLarge()),
        MultiPartParserError: lambda _request, _error: problem(malformed()),
        UnreadablePostError: lambda _request, _error: problem(malformed()),
        SuspiciousOperation: lambda _request, _error: problem(malformed()),
        # a value that no column holds came past the shapes: the caller's fault
        DataError: lambda _request, _error: problem(malformed()),
        OperationalError: _down,
        InterfaceError: _down,
        Exception: _fatal,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)
