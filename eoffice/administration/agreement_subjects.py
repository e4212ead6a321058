"""What a deed is about: the position, the person, the unit named in its arguments."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from eoffice.organisation.models import (
    ActingAssignment,
    Official,
    Position,
    TermOfOffice,
    Unit,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """The rows an agreement points to."""

    position: Position | None = None
    official: Official | None = None
    unit: Unit | None = None
    draft_id: UUID | None = None

    @property
    def keys(self) -> dict[str, Any]:
        """Return them as values of `Agreement`."""
        return {
            "position": self.position,
            "official": self.official,
            "unit": self.unit,
            "draft_id": self.draft_id,
        }


def subjects_of(arguments: dict[str, Any], *, draft_id: UUID | None) -> Subjects:
    """Return what an operation called with these arguments is about.

    A position's own `unit`, `superior` and `mandate_giver` are values of the change,
    not what it is about.
    """
    values = arguments.get("values", {})
    held = _tenure(arguments)
    position = held.position if held else values.get("position")
    official = held.official if held else values.get("official")
    if "position_id" in arguments:
        position = Position.objects.get(pk=arguments["position_id"])
    if "official_id" in arguments:
        official = Official.objects.get(pk=arguments["official_id"])
    if "user_id" in arguments:
        official = Official.objects.filter(user=arguments["user_id"]).first()
    unit = None
    if "unit_id" in arguments:
        unit = Unit.objects.get(pk=arguments["unit_id"])
    return Subjects(position=position, official=official, unit=unit, draft_id=draft_id)


def holders_of(position: Position) -> list[str]:
    """Return the officials who hold the position today or will, by id."""
    today = timezone.localdate()
    found: set[str] = set()
    rows: Any
    for rows in (position.terms, position.acting_assignments):
        ids = rows.not_over(today).values_list("official", flat=True)
        found.update(map(str, ids))
    return sorted(found)


def _tenure(arguments: dict[str, Any]) -> TermOfOffice | ActingAssignment | None:
    if "term_id" in arguments:
        return TermOfOffice.objects.get(pk=arguments["term_id"])
    if "assignment_id" in arguments:
        return ActingAssignment.objects.get(pk=arguments["assignment_id"])
    return None
