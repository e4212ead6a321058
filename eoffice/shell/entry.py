"""The door of the shell: logged in, in service; others are told why not."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.admin.auth import require_admin_access

from eoffice.accounts.backends import SHELL_PERMISSION
from eoffice.shell.views.errors import forbidden

View = Callable[..., HttpResponse]


def office_view(view: View) -> View:
    """Open a view to officials in service; send strangers to log in."""
    guarded: View = require_admin_access(view)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if user.is_authenticated and not user.has_perm(SHELL_PERMISSION):
            return forbidden(request)
        return guarded(request, *args, **kwargs)

    return answer
