"""The people an example meets: of the signatory's office, and heads of others."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from eoffice.organisation.models import (
    Official,
    Position,
    PositionKind,
    TermOfOffice,
    UnitKind,
)
from eoffice.organisation.queries.upwards import letterhead_unit_of
from workflow.mandates.queries.signatories import office_of

#: So many people an example can name; where an office has fewer, they return.
PEOPLE = 4
HEADS = (UnitKind.AGENCY, UnitKind.DISTRICT, UnitKind.SECRETARIAT)
Terms = Sequence[TermOfOffice]


class ExampleSeats:
    """The people an example meets: of the signatory's office, and heads of others."""

    def __init__(self, signatory: Position, drafter: Position) -> None:
        """Look up who holds a seat today."""
        self._signatory = signatory
        office = office_of(signatory.unit) or office_of(drafter.unit)
        terms = TermOfOffice.objects.in_force(timezone.localdate()).filter(
            position__closed_on=None, official__is_active=True
        )
        rows = terms.select_related("official", "position__unit")
        self._held = list(rows.order_by("position__title", "pk"))
        others = [one for one in self._held if one.position_id != signatory.pk]
        path = {office.pk} if office else set()
        inside = [one for one in others if path.intersection(one.position.unit.path)]
        self._people = (_unlike(inside, others) or self._held)[:PEOPLE]
        heads = [one for one in others if _leads(one.position)]
        leading = [one for one in others if one.position.is_head]
        self._heads = _unlike([*heads, *leading], others)

    def recipients(self, wanted: Sequence[str]) -> list[dict[str, Any]]:
        """Return those meant: `heads:2`, `people:1`, `superior`, `outside:name|at`."""
        found: list[dict[str, Any]] = []
        for one in wanted:
            kind, _sign, rest = one.partition(":")
            if kind == "outside":
                name, _sign, address = rest.partition("|")
                found.append({"external": {"name": name, "address": address}})
                continue
            for seat in self._seats(kind, rest):
                row = {"position": str(seat.pk)}
                if row not in found:
                    found.append(row)
        return found

    def _seats(self, kind: str, rest: str) -> list[Position]:
        above = self._signatory.superior
        if kind == "superior" and above is not None and self._is_held(above):
            return [above]
        rows = self._people if kind == "people" else self._heads
        return [one.position for one in rows[: int(rest or 1)]]

    def _is_held(self, position: Position) -> bool:
        return any(one.position_id == position.pk for one in self._held)

    def words(self, signer: Official) -> dict[str, str]:
        """Return what the words of an example stand for."""
        position = self._signatory
        region, home = settings.AGENCY_NAME, letterhead_unit_of(position.unit)
        head = self._of_kind(PositionKind.REGIONAL_HEAD)
        secretary = self._of_kind(PositionKind.REGIONAL_SECRETARY)
        words = {
            "region": region,
            "place": home.place or region.split()[-1],
            "office": home.name,
            "head": head.position.title if head else "Bupati",
            "signatory": position.title,
            "signatory.name": signer.full_name,
            "secretary": secretary.position.title if secretary else "Sekretaris Daerah",
            "secretary.name": (secretary or self._people[0]).official.name,
        }
        first = (self._heads or self._people)[0]
        words |= _person_words("to", first.official, first.position)
        for number in range(PEOPLE):
            one = self._people[number % len(self._people)]
            words |= _person_words(f"p{number + 1}", one.official, one.position)
        return words

    def _of_kind(self, kind: str) -> TermOfOffice | None:
        return next((one for one in self._held if one.position.kind == kind), None)


def _unlike(first: Terms, rest: Terms) -> list[TermOfOffice]:
    """Return the first ones, then the others, nobody twice."""
    seen: dict[UUID, TermOfOffice] = {}
    for one in (*first, *rest):
        seen.setdefault(one.official_id, one)
    return list(seen.values())


def _leads(position: Position) -> bool:
    return position.is_head and position.unit.kind in HEADS


def _person_words(name: str, official: Official, position: Position) -> dict[str, str]:
    rank = f"{official.rank} ({official.grade})" if official.grade else official.rank
    return {
        f"{name}.name": official.full_name,
        f"{name}.nip": official.nip or "-",
        f"{name}.rank": rank,
        f"{name}.position": position.title,
    }
