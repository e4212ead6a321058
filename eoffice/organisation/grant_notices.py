"""Telling the other administrators that one of them asks for an agreement."""

from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from eoffice.notifications.operations import notify
from eoffice.notifications.operations.notifying import Message
from eoffice.organisation.models import (
    ActingAssignment,
    AdministratorGrant,
    GrantState,
    Official,
    PositionDuty,
    TermOfOffice,
)
from eoffice.outbox.events import Event

PAGE = "/pengaturan/akun/persetujuan/"


def tell_administrators(event: Event) -> None:
    """Tell everyone who may agree; a grant decided meanwhile is left alone."""
    grants = AdministratorGrant.objects.filter(state=GrantState.PENDING)
    grant = (
        grants.select_related("position", "requested_by__official")
        .filter(pk=UUID(event.payload["grant_id"]))
        .first()
    )
    if grant is None:
        return
    asker = getattr(grant.requested_by, "official", None)
    with translation.override(settings.LANGUAGE_CODE):
        text = _("%(name)s asks for your agreement: administrator's role, %(seat)s") % {
            "name": asker or grant.requested_by,
            "seat": grant.position.title,
        }
    message = Message(kind="administrator.requested", text=text, path=PAGE)
    for official in administrators().exclude(user=grant.requested_by_id):
        notify(event_id=event.id, official_id=official.pk, message=message)


def administrators() -> QuerySet[Official]:
    """Return the officials who administer today."""
    today = timezone.localdate()
    now = Q(from_on__lte=today) & (Q(to_on=None) | Q(to_on__gte=today))
    seats = Q(position__duties__contains=[PositionDuty.ADMIN])
    ids: set[UUID] = set()
    for model in (TermOfOffice, ActingAssignment):
        rows = model.objects.filter(now & seats)
        ids |= set(rows.values_list("official_id", flat=True))
    return Official.objects.filter(pk__in=ids, is_active=True)
