"""The actor behind each request."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from eoffice.accounts.client_address import client_address
from eoffice.accounts.middleware import Answer
from eoffice.organisation.actor import Actor, actor_of


def chosen_position(request: HttpRequest) -> UUID | None:
    """Return the position named in the header or kept in the session."""
    named = request.headers.get("X-Acting-Position")
    session = getattr(request, "session", None)
    named = named or (session.get("acting_position") if session is not None else None)
    try:
        return UUID(named) if named else None
    except ValueError:
        return UUID(int=0)  # malformed: no such mandate, so no actor


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
