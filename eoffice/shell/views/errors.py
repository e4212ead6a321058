"""Answers when something goes wrong: what happened, that nothing was lost, what next.

Unknown and forbidden answer alike, whether the address, the object or the right is
missing. A page of our own fault asks the database nothing: it may be the one broken.
"""

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from eoffice.errors import NotFound, OfficeError
from eoffice.shell.event_codes import event_code

logger = logging.getLogger(__name__)
SERVER_FAULT = 500


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a program asks."""
    accepted = request.headers.get("Accept", "")
    return request.path.startswith("/api/") or accepted.startswith("application/json")


def refusal(request: HttpRequest, error: OfficeError) -> HttpResponse:
    """Answer a refusal of an operation with its status, in words or as JSON."""
    if wants_json(request):
        body = {"code": error.code, "detail": str(error)}
        return _with_retry(JsonResponse(body, status=error.status), error)
    # like any unknown page: not even told that there is something to refuse
    if isinstance(error, NotFound):
        return not_found(request)
    code = _logged(request, error) if error.status >= SERVER_FAULT else ""
    answer = render(
        request,
        "eoffice/shell/refusal.html",
        {"error": error, "event_code": code},
        status=error.status,
    )
    return _with_retry(answer, error)


def _with_retry(answer: HttpResponse, error: OfficeError) -> HttpResponse:
    if wait_s := getattr(error, "retry_after_s", None):
        answer.headers["Retry-After"] = str(wait_s)
    return answer


def _logged(request: HttpRequest, error: OfficeError) -> str:
    code = event_code()
    told = {"event_code": code, "refusal": error.code, "path": request.path}
    logger.warning("page_refused", extra=told)
    return code


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page, or it is not for the one who asks."""
    if wants_json(request):
        body = {"code": NotFound.code, "detail": str(NotFound())}
        return JsonResponse(body, status=404)
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the account opens no door here."""
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was open too long, or came from elsewhere."""
    return render(request, "403_csrf.html", status=403)


def bad_request(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """400: the request makes no sense (too large, malformed)."""
    return render(request, "400.html", status=400)


def failed(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours, with a code that the log holds too."""
    code = event_code()
    logger.error("page_failed", extra={"event_code": code, "path": request.path})
    if wants_json(request):
        return JsonResponse({"code": "failed", "event_code": code}, status=500)
    context = {"event_code": code, "agency_name": settings.AGENCY_NAME}
    return HttpResponse(render_to_string("500.html", context), status=500)
