"""Headers of every page, and how a refusal of an operation is answered."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from eoffice.errors import OfficeError
from eoffice.shell.views.errors import forbidden, refusal

Answer = Callable[[HttpRequest], HttpResponse]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
    " blob:; connect-src 'self'; font-src 'self'; frame-src 'self'; frame-ancestors"
    " 'none'; base-uri 'none'; form-action 'self'; manifest-src 'self'"
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
        """Go on; refusals arrive in `process_exception`.

        Wagtail sends accounts without a desk back to log in, which sends whoever
        is logged in back again: such an account is told why instead.
        """
        response = self.get_response(request)
        login, asked = reverse("account_login"), request.path
        sent_back = response.headers.get("Location", "").startswith(f"{login}?")
        if sent_back and asked != login and request.user.is_authenticated:
            return forbidden(request)
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Answer an `OfficeError`; anything else is a fault of ours."""
        if not isinstance(exception, OfficeError):
            return None
        return refusal(request, exception)
