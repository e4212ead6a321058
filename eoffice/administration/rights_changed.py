"""A change of role ends the sessions of those it touches: they log in again.

Rights themselves follow the tables at the next request; this makes sure that no tab
opened under the old role goes on as if nothing had happened.
"""

from datetime import date
from uuid import UUID

from django.utils import timezone

from eoffice.accounts.sessions import end_sessions_of
from eoffice.organisation.models import (
    ActingAssignment,
    Official,
    Position,
    TermOfOffice,
)


def end_sessions_of_holders(position: Position) -> None:
    """End the sessions of all who hold the position today."""
    end_sessions_of(_accounts(_holders([position.pk], timezone.localdate())))


def end_sessions_of_people(official_ids: set[UUID]) -> None:
    """End the sessions of these officials."""
    end_sessions_of(_accounts(official_ids))


def concerns_today(held: TermOfOffice | ActingAssignment) -> bool:
    """Tell whether the tenure covers today: else no right changes now."""
    return held.contains(timezone.localdate())


def _holders(position_ids: list[UUID], today: date) -> set[UUID]:
    found: set[UUID] = set()
    for model in (TermOfOffice, ActingAssignment):
        rows = model.objects.in_force(today).filter(position__in=position_ids)
        found |= set(rows.values_list("official_id", flat=True))
    return found


def _accounts(official_ids: set[UUID]) -> list[UUID]:
    rows = Official.objects.filter(pk__in=official_ids, user__isnull=False)
    return [pk for pk in rows.values_list("user_id", flat=True) if pk]


def end_sessions_after_import(*, positions: list[UUID], officials: set[UUID]) -> None:
    """End the sessions of holders of the positions and of the officials."""
    touched = officials | _holders(positions, timezone.localdate())
    end_sessions_of(_accounts(touched))
