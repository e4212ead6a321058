"""Everything under `/api/` speaks problem documents, also where no view answers."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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


class ProblemMiddleware:
    """Turn plain error pages under `/api/` into problem documents."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next link of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; rewrite an error that is no JSON."""
        response = self.get_response(request)
        refusal = REFUSALS.get(response.status_code)
        if refusal is None or not request.path.startswith(ROOT):
            return response
        if "json" in response.headers.get("Content-Type", ""):
            return response
        answer = problem(refusal())
        answer.status_code = response.status_code
        if "Allow" in response.headers:
            answer.headers["Allow"] = response.headers["Allow"]
        return answer
