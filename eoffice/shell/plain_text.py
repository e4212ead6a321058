"""Text that the database cannot hold never reaches a page: NUL is taken out.

PostgreSQL has no U+0000 in text, and nobody types one. Fields and search words lose
it; an address with one names nothing. The API refuses it by itself, with the field
(`eoffice.api.request_body`).
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from eoffice.shell.views.errors import not_found

NUL = "\x00"
OWN_RULE = "/api/"
# It takes NUL out of the code itself: every unknown code answers alike.
PUBLIC = "/v/"  # address: the portal stands above the shell


class PlainTextMiddleware:
    """Take NUL out of what pages are asked with."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next link of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Clean the query; forms are cleaned once they are known not to be forged."""
        if not request.path.startswith(OWN_RULE):
            request.GET = _cleaned(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _names: Any
    ) -> HttpResponse | None:
        """Refuse such an address; clean the form."""
        if request.path.startswith(OWN_RULE):
            return None
        if NUL in request.path and not request.path.startswith(PUBLIC):
            return not_found(request)
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            request.POST = _cleaned(request.POST)  # type: ignore[assignment]
        return None


def _cleaned(values: QueryDict) -> QueryDict:
    if NUL not in "".join(name + "".join(texts) for name, texts in values.lists()):
        return values
    clean = QueryDict(mutable=True, encoding=values.encoding)
    for name, texts in values.lists():
        clean.setlist(name.replace(NUL, ""), [str(t).replace(NUL, "") for t in texts])
    clean._mutable = False
    return clean
