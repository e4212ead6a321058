"""The door of the organisation's pages: administrators in service, nobody else."""

from django.http import HttpRequest

from eoffice.organisation import access
from eoffice.organisation.actor import Actor


def administrator(request: HttpRequest) -> Actor:
    """Return who asks.

    Raises:
        NotFound: not an administrator; like any unknown page.
    """
    actor: Actor | None = getattr(request, "actor", None)
    return access.require_administrator(actor or None)  # lazy: truth decides
