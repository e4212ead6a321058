"""The tree as pages show it: units with their positions and who sits there today.

A small branch is shown whole; of a large one the units near its top with their heads,
so that a page stays light however large the region is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet

from eoffice.organisation.models import Official, Position, Unit
from eoffice.organisation.queries.positions_held import with_holders

WHOLE_UNITS = 40  # a branch of up to so many units is shown with all its positions
TOP_LEVELS = 1  # levels below the top that are shown of a larger branch
FOUND = 20


@dataclass(slots=True, kw_only=True)
class Branch:
    """A unit with its shown positions and the branches below it."""

    unit: Unit
    seats: list[Position] = field(default_factory=list)
    children: list["Branch"] = field(default_factory=list)
    hidden_units: int = 0  # units below that are not shown here


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlace:
    """What a search found, the first of each kind."""

    units: Sequence[Unit]
    positions: Sequence[Position]
    officials: Sequence[Official]

    @property
    def total(self) -> int:
        """Return how many are shown."""
        return len(self.units) + len(self.positions) + len(self.officials)


def branches(units: QuerySet[Unit], top: Unit | None) -> list[Branch]:
    """Return the open branch at `top`, or those of all roots (four queries)."""
    shown = units.filter(closed_on=None).order_by("code")
    if top is not None:
        shown = shown.filter(path__contains=[top.pk])
    found = {unit.pk: Branch(unit=unit) for unit in shown}
    base = len(top.path) if top else 1
    is_whole = len(found) <= WHOLE_UNITS
    roots = _hang(found, base, None if is_whole else base + TOP_LEVELS)
    _position({pk: one for pk, one in found.items() if pk in _shown(roots)}, is_whole)
    return roots


def _hang(found: dict[UUID, Branch], base: int, deepest: int | None) -> list[Branch]:
    """Hang each branch on its parent; count those too deep on the last one shown."""
    roots = []
    for branch in found.values():
        path = branch.unit.path
        if deepest is not None and len(path) > deepest:
            above = found.get(path[deepest - 1])
            if above:
                above.hidden_units += 1
        elif len(path) > base and branch.unit.parent_id in found:
            found[branch.unit.parent_id].children.append(branch)
        else:
            roots.append(branch)
    return roots


def _shown(roots: list[Branch]) -> set[UUID]:
    ids: set[UUID] = set()
    for branch in roots:
        ids |= {branch.unit.pk} | _shown(branch.children)
    return ids


def _position(shown: dict[UUID, Branch], is_whole: bool) -> None:  # noqa: FBT001  private
    positions = Position.objects.filter(unit__in=shown, closed_on=None)
    if not is_whole:
        positions = positions.filter(is_head=True)
    for position in with_holders(positions).order_by("-is_head", "code"):
        shown[position.unit_id].seats.append(position)


def find(
    words: str,
    *,
    units: QuerySet[Unit],
    positions: QuerySet[Position],
    officials: QuerySet[Official],
) -> FoundPlace:
    """Return units, positions and officials with all the words in name or number."""
    return FoundPlace(
        units=list(_with(units, words, "name", "short_name", "code")[:FOUND]),
        positions=list(with_holders(_with(positions, words, "title", "code"))[:FOUND]),
        officials=list(officials_named(officials, words)[:FOUND]),
    )


def officials_named(officials: QuerySet[Official], words: str) -> QuerySet[Official]:
    """Return officials by words of their name, NIP or account name."""
    return _with(officials, words, "name", "nip", "user__username")


def _with(rows: QuerySet, words: str, *columns: str) -> QuerySet:
    for word in words.split():
        rows = rows.filter(
            Q(*((f"{column}__icontains", word) for column in columns), _connector=Q.OR)
        )
    return rows
