"""Planning units and positions: who stands where."""

from typing import Any, TypeVar

from django.utils.translation import gettext as _

from eoffice.administration.positions import LOOPS
from eoffice.importing.workbook_rows import SheetRow
from eoffice.importing.world import PlannedWorld
from eoffice.organisation.models import Position, Unit
from eoffice.organisation.queries.givers import default_giver

Node = TypeVar("Node", Unit, Position)
# field -> its column: of none of them may a position have a circle
ABOVE = {"superior": "kode_atasan", "mandate_giver": "kode_pemberi_mandat"}


def plan_units(world: PlannedWorld, rows: list[SheetRow]) -> None:
    """Create, change or close units; parents may stand anywhere in the file."""
    placed = _placed(world, rows, world.units, Unit, "unit")
    for row, unit in placed:
        values = _without(row, "code", "parent")
        if "parent" in row.values:
            code = row.values["parent"]
            values["parent"] = _known(world, row, world.units, code, "kode_induk")
        world.put("unit", unit.code, unit, values)
    for row, unit in placed:
        if _in_circle(unit, "parent"):
            message = _("A unit cannot stand below itself.")
            world.findings.add(row, "kode_induk", "loop", message)
            # cut, so that every walk upwards from here comes to an end
            unit.parent = None
    # of every unit: one that moves takes all below it along
    for unit in world.units.values():
        world.put("unit", unit.code, unit, {"path": _path(unit)})


def plan_positions(world: PlannedWorld, rows: list[SheetRow]) -> None:
    """Create, change or close positions."""
    placed = _placed(world, rows, world.positions, Position, "position")
    customary = {p.pk for _row, p in placed if _is_customary(p)}
    for row, position in placed:
        values = _without(row, "code", "unit", *ABOVE)
        unit = row.values.get("unit")
        values["unit"] = _known(world, row, world.units, unit, "kode_unit")
        for name, column in ABOVE.items():
            code = row.values.get(name)
            # An empty giver is the giver of custom, below; an empty superior is none.
            if name in row.values and (code or name == "superior"):
                values[name] = _known(world, row, world.positions, code, column)
        if values["unit"] is not None:
            world.put("position", position.code, position, values)
    _cut_circles(world, placed, "superior")
    for row, position in placed:
        # Once all stand in their places: the giver by custom follows from them.
        is_told = row.values.get("mandate_giver") is not None
        if position.unit_id and position.pk in customary and not is_told:
            giver = {"mandate_giver": default_giver(position)}
            world.put("position", position.code, position, giver)
    _cut_circles(world, placed, "mandate_giver")
    _check_heads(world, placed)


def _is_customary(position: Position) -> bool:
    """Tell whether the position has, or as a new one will have, the giver of custom."""
    if not position.unit_id:
        return True
    return position.mandate_giver == default_giver(position)


def _cut_circles(
    world: PlannedWorld, placed: list[tuple[SheetRow, Position]], name: str
) -> None:
    for row, position in placed:
        if _in_circle(position, name):
            world.findings.add(row, ABOVE[name], "loop", str(LOOPS[name]))
            # cut, so that every walk upwards from here comes to an end
            setattr(position, name, None)


def _placed(
    world: PlannedWorld,
    rows: list[SheetRow],
    known: dict[str, Node],
    model: type[Node],
    kind: str,
) -> list[tuple[SheetRow, Node]]:
    """Return each row with its node, new nodes made; note codes named twice."""
    seen: set[str] = set()
    placed = []
    for row in rows:
        code = row.values.get("code")
        if not code:
            continue
        if code in seen:
            message = _("This code stands in the file twice.")
            world.findings.add(row, "kode", "duplicate", message)
            continue
        seen.add(code)
        if code not in known:
            known[code] = model(code=code)
            world.note("create", kind, code, known[code])
        placed.append((row, known[code]))
    return placed


def _without(row: SheetRow, *names: str) -> dict[str, Any]:
    return {name: v for name, v in row.values.items() if name not in names}


def _known(
    world: PlannedWorld,
    row: SheetRow,
    known: dict[str, Node],
    code: str | None,
    column: str,
) -> Node | None:
    if code is None:
        return None
    found = known.get(code)
    if found is None:
        message = _("There is none with the code %(code)s.") % {"code": code}
        world.findings.add(row, column, "unknown_code", message)
    return found


def _in_circle(node: Any, above: str) -> bool:
    seen, one = {node.pk}, getattr(node, above)
    while one is not None:
        if one.pk in seen:
            return bool(one.pk == node.pk)
        seen.add(one.pk)
        one = getattr(one, above)
    return False


def _path(unit: Unit) -> list[Any]:
    path, one = [unit.pk], unit.parent
    while one is not None and one.pk not in path:
        path.append(one.pk)
        one = one.parent
    return path[::-1]


def _check_heads(world: PlannedWorld, placed: list[tuple[SheetRow, Position]]) -> None:
    heads: dict[Any, set[Any]] = {}
    for position in world.positions.values():
        if position.is_head and position.closed_on is None and position.unit_id:
            heads.setdefault(position.unit_id, set()).add(position.pk)
    for row, position in placed:
        if position.is_head and len(heads.get(position.unit_id, ())) > 1:
            message = _("This unit has another head already.")
            world.findings.add(row, "kepala_unit", "two_heads", message)
