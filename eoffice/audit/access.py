"""Who reads the audit trail: positions with the auditor's duty."""

from django.db.models import QuerySet

from eoffice.audit.models import AuditEvent
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty


def is_auditor(actor: Actor | None) -> bool:
    """Tell whether one of the actor's positions has the auditor's duty."""
    return actor is not None and actor.has_duty(PositionDuty.AUDITOR)


def require_auditor(actor: Actor | None) -> Actor:
    """Return the actor.

    Raises:
        NotFound: no auditor; like any unknown page.
    """
    if actor is None or not is_auditor(actor):
        raise NotFound
    return actor


def events_visible_to(actor: Actor | None) -> QuerySet[AuditEvent]:
    """Events the actor may read: all for auditors.

    Raises:
        NotFound: no auditor; like any unknown page.
    """
    require_auditor(actor)
    return AuditEvent.objects.all()
