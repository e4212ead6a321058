"""Headers of every page, and how a refusal of an operation is answered."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from eoffice.errors import OfficeError

Answer = Callable[[HttpRequest], HttpResponse]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
    " blob:; connect-src 'self'; font-src 'self'; frame-src 'self'; frame-ancestors"
    " 'self'; base-uri 'none'; form-action 'self'; manifest-src 'self'"
)


class SecurityHeadersMiddleware:
    """Write the content security policy and its neighbours on every answer."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next link of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then add what is not set already."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(self), microphone=(), geolocation=()"
        )
        return response


class OfficeErrorMiddleware:
    """Turn a refusal that reached the edge into a page in plain words."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next link of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; refusals arrive in `process_exception`."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Answer an `OfficeError`; anything else is a fault of ours."""
        if not isinstance(exception, OfficeError):
            return None
        if "application/json" in request.headers.get("Accept", ""):
            body = {"code": exception.code, "detail": str(exception)}
            return JsonResponse(body, status=exception.status)
        return render(
            request, "shell/refusal.html", {"error": exception}, status=exception.status
        )
