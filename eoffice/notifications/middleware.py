"""Opening a page is reading what was told of it, by whatever way one came.

A receipt of one's own (docs/decisions/0014): the same as pressing the line at the bell.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from eoffice.notifications.operations import mark_opened
from eoffice.notifications.queries import forget_unread, unread_on
from eoffice.notifications.visibility import leads_to
from eoffice.organisation.actor import Actor


class OpenedPages:
    """Mark the reader's lines that lead to the page which is asked for."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take the rest of the chain."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leave the answer as it is."""
        return self.answer(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Mark before the page is drawn, so that its bell counts right."""
        if request.method != "GET" or not leads_to(request.path):
            return
        actor: Actor | None = getattr(request, "actor", None)
        # Counted for the bell anyway; who has read everything costs nothing more.
        if actor and unread_on(request) and mark_opened(actor=actor, path=request.path):
            forget_unread(request)
