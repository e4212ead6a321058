"""Who administers the house today."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from eoffice.organisation.models import (
    ActingAssignment,
    Official,
    PositionDuty,
    TermOfOffice,
)


def administrators() -> QuerySet[Official]:
    """Return the officials who administer today."""
    today = timezone.localdate()
    ids: set[UUID] = set()
    for model in (TermOfOffice, ActingAssignment):
        rows = model.objects.in_force(today).filter(
            position__duties__contains=[PositionDuty.ADMIN]
        )
        ids |= set(rows.values_list("official_id", flat=True))
    return Official.objects.filter(pk__in=ids, is_active=True)
