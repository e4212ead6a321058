"""Everything under `/api/` speaks problem documents, also where no view answers."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from eoffice.api.errors import MethodUnknown
from eoffice.api.problems import Fatal, malformed, problem
from eoffice.errors import NotFound, OfficeError

ROOT = "/api/"
REFUSALS: dict[int, Callable[[], OfficeError]] = {
    400: malformed,
    404: NotFound,
    405: MethodUnknown,
    500: Fatal,
}


def language_for(request: HttpRequest) -> str:
    """Return the language of the answer: programs may ask for English.

    Pages speak Indonesian whatever the browser prefers, and so do the calls that
    pages make (those with a session).
    """
    in_page = settings.SESSION_COOKIE_NAME in request.COOKIES
    if in_page or not request.path.startswith(ROOT):
        return settings.LANGUAGE_CODE
    return translation.get_language_from_request(request)


class ProblemMiddleware:
    """Turn plain error pages under `/api/` into problem documents."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next link of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the caller's language; rewrite an error that is no JSON."""
        with translation.override(language_for(request)):
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        refusal = REFUSALS.get(response.status_code)
        if refusal is None or not request.path.startswith(ROOT):
            return response
        # a view has answered already, in words of its own
        if "json" in response.headers.get("Content-Type", ""):
            return response
        answer = problem(refusal())
        answer.status_code = response.status_code
        if "Allow" in response.headers:
            answer.headers["Allow"] = response.headers["Allow"]
        return answer
