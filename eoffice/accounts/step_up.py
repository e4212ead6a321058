"""Step-up: the log-in password once more, at most five minutes old.

Before granting roles, making tokens and handing out passwords. A form that comes too
late waits in the session, and goes on by itself after the password.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import (
    did_recently_reauthenticate,
)
from allauth.account.views import ReauthenticateView
from allauth.core.exceptions import ReauthenticationRequired
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def has_stepped_up(request: HttpRequest) -> bool:
    """Tell whether the session's password was given in the last minutes."""
    return bool(did_recently_reauthenticate(request))


def require_step_up(request: HttpRequest) -> None:
    """Go on when the password was given lately; else ask for it first.

    Raises:
        ReauthenticationRequired: answered by allauth's middleware with the form.
    """
    if not has_stepped_up(request):
        raise ReauthenticationRequired


def step_up(view: View) -> View:
    """Open a view only after the password was given lately."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require_step_up(request)
        return view(request, *args, **kwargs)

    return answer


class OfficeReauthenticateView(ReauthenticateView):
    """allauth's form; the session gets a new id with it."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Change the session's id, then go on where the person was."""
        session = self.request.session
        before = session.session_key
        # an id that somebody copied before must not rise with it
        session.cycle_key()
        UserSession.objects.filter(session_key=before).update(
            session_key=session.session_key
        )
        answer: HttpResponse = super().form_valid(form)
        return answer


reauthenticate = OfficeReauthenticateView.as_view()
