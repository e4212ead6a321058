"""What is there now, in memory, and what the file would make of it.

The plan works on unsaved objects: nothing is written before every row has passed.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models

from eoffice.accounts.models import User
from eoffice.importing.workbook_rows import Findings
from eoffice.organisation.models import (
    ActingAssignment,
    Official,
    Position,
    TermOfOffice,
    Unit,
)

HIDDEN = {"nik"}  # named in the differences, never shown
FOLLOWS = {"path"}  # follows from the parent


@dataclass(slots=True, kw_only=True)
class RowDifference:
    """One thing the file creates, changes or closes."""

    act: str  # create, change, close
    kind: str  # unit, position, official, account, term, acting
    ref: str
    thing: Any
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the difference for the preview."""
        shown = {
            name: {"from": _plain(old), "to": _plain(new)}
            for name, (old, new) in self.fields.items()
            if name not in HIDDEN | FOLLOWS
        }
        hidden = {
            name: {"from": "•", "to": "•"} for name in self.fields if name in HIDDEN
        }
        return {
            "act": self.act,
            "kind": self.kind,
            "ref": self.ref,
            "fields": {**shown, **hidden},
        }


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return getattr(value, "code", str(value.pk))
    return value if isinstance(value, bool | list) or value is None else str(value)


@dataclass(slots=True)
class PlannedWorld:
    """Everything by its key in the file, and the differences so far."""

    findings: Findings
    units: dict[str, Unit] = field(default_factory=dict)
    positions: dict[str, Position] = field(default_factory=dict)
    officials: dict[str, Official] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    terms: list[TermOfOffice] = field(default_factory=list)
    terms_of: dict[UUID, list[TermOfOffice]] = field(default_factory=dict)
    acting: list[ActingAssignment] = field(default_factory=list)
    differences: dict[Any, RowDifference] = field(default_factory=dict)

    def add_term(self, term: TermOfOffice) -> None:
        """Take the term in, to be found by its official and by its position."""
        self.terms.append(term)
        for key in (term.official_id, term.position_id):
            self.terms_of.setdefault(key, []).append(term)

    def note(self, act: str, kind: str, ref: str, thing: Any) -> RowDifference:
        """Return the difference of the thing, made when it is the first."""
        found = self.differences.get(thing.pk)
        if found is None:
            found = RowDifference(act=act, kind=kind, ref=ref, thing=thing)
            self.differences[thing.pk] = found
        return found

    def put(self, kind: str, ref: str, thing: Any, values: dict[str, Any]) -> None:
        """Set the values on the thing and note what differs."""
        for name, value in values.items():
            old = getattr(thing, name, None)
            if old == value:
                continue
            setattr(thing, name, value)
            is_end = name in {"closed_on", "to_on"} and value is not None
            found = self.note("close" if is_end else "change", kind, ref, thing)
            if found.act == "close" and not is_end:
                found.act = "change"
            found.fields.setdefault(name, (old, value))


def present_world(findings: Findings) -> PlannedWorld:
    """Return what the database holds."""
    world = PlannedWorld(findings=findings)
    world.units = {unit.code: unit for unit in Unit.objects.all()}
    by_unit = {unit.pk: unit for unit in world.units.values()}
    positions = {one.pk: one for one in Position.objects.all()}
    # the objects point to each other, so that a plan sees what it has changed
    for position in positions.values():
        position.unit = by_unit[position.unit_id]
        if position.superior_id:
            position.superior = positions[position.superior_id]
        if position.mandate_giver_id:
            position.mandate_giver = positions[position.mandate_giver_id]
    for unit in world.units.values():
        unit.parent = by_unit[unit.parent_id] if unit.parent_id else None
    world.positions = {one.code: one for one in positions.values()}
    world.users = {user.username: user for user in User.objects.all()}
    people = _take_officials(world)
    terms = list(TermOfOffice.objects.all())
    world.acting = list(ActingAssignment.objects.all())
    every: list[Any] = [*terms, *world.acting]
    for held in every:
        held.position = positions[held.position_id]
        held.official = people[held.official_id]
    for term in terms:
        world.add_term(term)
    return world


def _take_officials(world: PlannedWorld) -> dict[UUID, Official]:
    """Take all officials in by NIP and account name; return them by id."""
    people = {one.pk: one for one in Official.objects.select_related("user")}
    for official in people.values():
        for key in (official.nip, official.user and official.user.username):
            if key:
                world.officials[key] = official
    return people
