"""Session lifetime, and the actor behind each request."""

from collections.abc import Callable
from time import time

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from eoffice.environment import environment

Answer = Callable[[HttpRequest], HttpResponse]
BEGAN, LAST = "began_at", "last_seen_at"
MIN_STEP_S = 60  # write the session at most once a minute


class SessionLifetimeMiddleware:
    """End sessions that are idle too long or simply too old."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next link of the chain."""
        self.get_response = get_response
        env = environment()
        self.idle_s = env.SESSION_IDLE_MINUTES * 60
        self.absolute_s = env.SESSION_HOURS * 3600

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check the two clocks, then go on."""
        if request.user.is_authenticated:
            self._check(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"  # whatever a view said
            self._begin(request)
        return response

    def _begin(self, request: HttpRequest) -> None:
        """Start both clocks in the answer to the log-in, not at a later request."""
        now, session = int(time()), request.session
        if BEGAN not in session and not session.is_empty():
            session[BEGAN] = session[LAST] = now

    def _check(self, request: HttpRequest) -> None:
        now, session = int(time()), request.session
        began, last = session.get(BEGAN), session.get(LAST)
        if began is None or last is None:
            session[BEGAN] = session[LAST] = now
        elif now - began > self.absolute_s or now - last > self.idle_s:
            logout(request)
        elif now - last > MIN_STEP_S:
            session[LAST] = now


class PasswordChangeMiddleware:
    """A temporary password opens one page: the one where it is changed."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next link of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Lead to the change of the password; the API refuses by itself."""
        if getattr(request.user, "must_change_password", False):
            change = reverse("account_change_password")
            allowed = (change, reverse("account_logout"))
            is_api = request.path.startswith("/api/")
            if request.path not in allowed and not is_api:
                return redirect(change)
        return self.get_response(request)
