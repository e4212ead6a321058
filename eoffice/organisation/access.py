"""Who may see and change the organisation.

Names of units, positions and officials are no secret inside the house: everyone in
service reads them, without NIK. Changes are for positions with the administrator's
duty, which gives no right to any content.
"""

from django.db.models import QuerySet

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import (
    ActingAssignment,
    Official,
    Position,
    PositionDuty,
    TermOfOffice,
    Unit,
)


def is_administrator(actor: Actor | None) -> bool:
    """Tell whether the actor may change the organisation and accounts."""
    return actor is not None and actor.has_duty(PositionDuty.ADMIN)


def require_administrator(actor: Actor | None) -> Actor:
    """Return the actor in the administrator's position.

    Raises:
        NotFound: not an administrator; like any unknown page.
    """
    if actor is None or not is_administrator(actor):
        raise NotFound
    return actor.at_position_where(
        lambda mandate: PositionDuty.ADMIN in mandate.position.duties
    )


def units_visible_to(actor: Actor | None) -> QuerySet[Unit]:
    """Units the actor may read: all, for those in service."""
    return Unit.objects.all() if actor else Unit.objects.none()


def positions_visible_to(actor: Actor | None) -> QuerySet[Position]:
    """Positions the actor may read: all, for those in service."""
    return Position.objects.all() if actor else Position.objects.none()


def officials_visible_to(actor: Actor | None) -> QuerySet[Official]:
    """Officials the actor may read: all, for those in service; never their NIK."""
    return Official.objects.all() if actor else Official.objects.none()


def terms_visible_to(actor: Actor | None) -> QuerySet[TermOfOffice]:
    """Terms of office the actor may read: all, for those in service."""
    return TermOfOffice.objects.all() if actor else TermOfOffice.objects.none()


def acting_assignments_visible_to(actor: Actor | None) -> QuerySet[ActingAssignment]:
    """Acting assignments the actor may read: all, for those in service."""
    every = ActingAssignment.objects
    return every.all() if actor else every.none()
