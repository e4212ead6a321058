"""Headers of every page, and how a refusal of an operation is answered."""

import logging
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from eoffice.database.collisions import (
    TRIES,
    at_door,
    is_collision,
    is_kept,
    tried_again,
)
from eoffice.errors import OfficeError, ServiceDown
from eoffice.once.requests import rewind
from eoffice.shell.views.errors import forbidden, refusal

logger = logging.getLogger(__name__)
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
    """Turn a refusal that reached the edge into a page in plain words.

    The last link before the views, and so the door of the pages: an act that collided
    with another is done again here.
    """

    def __init__(self, get_response: Answer) -> None:
        """Keep the next link of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; refusals arrive in `process_exception`.

        Wagtail sends accounts without a desk back to log in, which sends the person who
        is logged in back again: such an account is told why instead.
        """
        with at_door():
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
        if isinstance(exception, OfficeError):
            return refusal(request, exception)
        return _again(request) if is_collision(exception) else None


def _again(request: HttpRequest) -> HttpResponse:
    """Answer a request whose act collided: by its view, unless something stands."""
    match = request.resolver_match
    assert match is not None  # noqa: S101  a view ran

    def view() -> HttpResponse:
        rewind(request)
        answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return answer

    try:
        # something of it stands: doing all of it again would do that twice
        if is_kept():
            raise ServiceDown
        # the request itself was the first try
        return tried_again(view, tries=TRIES - 1)
    except OfficeError as error:
        return refusal(request, error)
    except OperationalError as error:
        if not is_collision(error):
            raise
        logger.exception("act_given_up", extra={"path": request.path[:200]})
        return refusal(request, ServiceDown())
