"""What a unit takes from those above it: its register, its letterhead, its place."""

from collections.abc import Collection
from uuid import UUID

from eoffice.organisation.models import Unit


def _upwards(unit: Unit) -> list[Unit]:
    units = {u.pk: u for u in Unit.objects.filter(pk__in=unit.path)}
    return [units[pk] for pk in reversed(unit.path) if pk in units] or [unit]


def register_unit_of(unit: Unit) -> Unit:
    """Return the nearest unit, from `unit` upwards, that keeps a register."""
    upwards = _upwards(unit)
    return next((u for u in upwards if u.keeps_register), upwards[-1])


def register_ids_of(units: Collection[Unit]) -> dict[UUID, UUID]:
    """Return the register unit of each unit, at most one query for all."""
    own = {u.pk: u.pk for u in units if u.keeps_register}
    rest = [u for u in units if u.pk not in own]
    paths = {u.pk: list(reversed(u.path)) or [u.pk] for u in rest}
    above = {pk for path in paths.values() for pk in path}
    keeping = (
        set(
            Unit.objects.filter(pk__in=above, keeps_register=True).values_list(
                "pk", flat=True
            )
        )
        if above
        else set()
    )
    found = {
        pk: next((up for up in path if up in keeping), path[-1])
        for pk, path in paths.items()
    }
    return own | found


def letterhead_unit_of(unit: Unit) -> Unit:
    """Return the nearest unit, from `unit` upwards, with letterhead lines."""
    upwards = _upwards(unit)
    return next((u for u in upwards if u.letterhead_lines), upwards[-1])


def places_of(units: Collection[Unit]) -> dict[UUID, str]:
    """Return where each unit sits: its own place, else that of the nearest above.

    Empty where none of them names one; one query for all.
    """
    above = {pk for unit in units for pk in (*unit.path, unit.pk)}
    if not above:
        return {}
    named = Unit.objects.filter(pk__in=above).exclude(place="")
    places = dict(named.values_list("pk", "place"))
    return {
        unit.pk: next(
            (places[pk] for pk in (unit.pk, *reversed(unit.path)) if pk in places), ""
        )
        for unit in units
    }
