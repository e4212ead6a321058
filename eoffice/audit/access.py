"""Who reads the audit trail: seats with the auditor's duty."""

from django.db.models import QuerySet

from eoffice.audit.models import AuditEvent
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty


def events_visible_to(actor: Actor | None) -> QuerySet[AuditEvent]:
    """Events the actor may read: all for auditors.

    Raises:
        NotFound: no auditor; like any unknown page.
    """
    if actor is None or not actor.has_duty(PositionDuty.AUDITOR):
        raise NotFound
    return AuditEvent.objects.all()
