"""Session lifetime, and the actor behind each request."""

from collections.abc import Callable
from time import time
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from eoffice.accounts.client_address import client_address
from eoffice.environment import environment
from eoffice.organisation.actor import Actor, actor_of

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


def chosen_position(request: HttpRequest) -> UUID | None:
    """Return the position named in the header or kept in the session."""
    named = request.headers.get("X-Acting-Position")
    session = getattr(request, "session", None)
    named = named or (session.get("acting_position") if session is not None else None)
    try:
        return UUID(named) if named else None
    except ValueError:
        return UUID(int=0)  # malformed: no such mandate, so no actor


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


class ActorMiddleware:
    """Offer `request.actor`, built when first asked; None where there is none."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next link of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the lazy actor."""

        def find() -> Actor | None:
            user = request.user
            if not user.is_authenticated:
                return None
            return actor_of(
                user,
                acting_position=chosen_position(request),
                address=client_address(request, settings.ALLAUTH_TRUSTED_PROXY_COUNT),
            )

        request.actor = SimpleLazyObject(find)  # type: ignore[attr-defined]
        return self.get_response(request)
