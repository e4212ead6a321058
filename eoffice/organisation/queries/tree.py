"""The tree: what lies below a unit, who stands between two positions."""

from uuid import UUID

from eoffice.organisation.models import Position, Unit

MAX_DEPTH = 40  # a chain longer than this is a circle


def subtree_ids(unit_id: UUID) -> set[UUID]:
    """Return the ids of the unit and of all units below it."""
    below = Unit.objects.filter(path__contains=[unit_id])
    return set(below.values_list("pk", flat=True))


def positions_between(lower: Position, upper: Position) -> list[Position]:
    """Return the superiors above `lower` and below `upper`, nearest first.

    Where `upper` is no superior of `lower`, the whole chain above `lower` is
    returned: the letter leaves the branch at its top.
    """
    chain: list[Position] = []
    above = lower.superior
    while above is not None and above.pk != upper.pk and len(chain) < MAX_DEPTH:
        chain.append(above)
        above = above.superior
    return chain
