"""Grants of the administrator's role that wait, and those decided lately."""

from django.db.models import QuerySet

from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import AdministratorGrant, GrantState

DECIDED_SHOWN = 20


def _grants(actor: Actor | None) -> QuerySet[AdministratorGrant]:
    access.require_administrator(actor)
    return AdministratorGrant.objects.select_related(
        "position__unit",
        "official",
        "requested_by__official",
        "decided_by__official",
    )


def pending_grants(actor: Actor | None) -> list[AdministratorGrant]:
    """Return what waits for a second administrator, oldest first."""
    rows = _grants(actor).filter(state=GrantState.PENDING)
    return list(rows.order_by("requested_at"))


def decided_grants(actor: Actor | None) -> list[AdministratorGrant]:
    """Return the latest decisions."""
    rows = _grants(actor).exclude(state=GrantState.PENDING)
    return list(rows.order_by("-decided_at")[:DECIDED_SHOWN])
