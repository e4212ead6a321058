"""Acts that need an administrator whose password was given lately."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from eoffice.accounts.step_up import require_step_up
from eoffice.organisation.administrator import administrator

View = Callable[..., HttpResponse]


def administrators_step_up(view: View) -> View:
    """Ask who it is first: nobody else learns that there is something to unlock."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        administrator(request)
        require_step_up(request)
        return view(request, *args, **kwargs)

    return answer
