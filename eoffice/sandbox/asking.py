"""For whom a job is done: a person, the strangers, or the house itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]
#: A person at a page waits so long for a place; work in the background longer.
PATIENCE_S = 3.0
BACKGROUND_PATIENCE_S = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Whose share a job counts against, and how long it waits for a place."""

    name: str
    patience_s: float


BACKGROUND = Asker(name="background", patience_s=BACKGROUND_PATIENCE_S)
STRANGERS = Asker(name="strangers", patience_s=PATIENCE_S)


def _background() -> Asker:
    return BACKGROUND


_asker: ContextVar[Callable[[], Asker]] = ContextVar("asker", default=_background)


def current_asker() -> Asker:
    """Return for whom this thread works now."""
    return _asker.get()()


@contextmanager
def asking(find: Callable[[], Asker]) -> Iterator[None]:
    """Work for whom `find` names, asked when the first job is to be done."""
    token = _asker.set(find)
    try:
        yield
    finally:
        _asker.reset(token)


class AskerMiddleware:
    """Let jobs of a request count against the person who sent it."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next link of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on for that person."""

        def find() -> Asker:
            user = request.user
            if not user.is_authenticated:
                return STRANGERS
            return Asker(name=f"person {user.pk}", patience_s=PATIENCE_S)

        with asking(find):
            return self.get_response(request)
