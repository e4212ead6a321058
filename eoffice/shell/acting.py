"""The person behind a request of the shell, or the answer of a missing page."""

from django.http import HttpRequest

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor


def acting(request: HttpRequest) -> Actor:
    """Return who acts.

    Raises:
        NotFound: an account that holds no position today.
    """
    actor: Actor | None = request.actor or None  # type: ignore[attr-defined]
    if actor is None:
        raise NotFound
    return actor
