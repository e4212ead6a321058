"""What follows in the letter room when the organisation changes."""

from uuid import UUID

from eoffice.outbox.events import Event, on
from workflow.registrations.following_branch import NEXT, MovedBranch, follow_branch

HANDLER = "workflow.follow_branch"
#: Fields of a unit or a position on which tokens of letters rest.
PLACES = frozenset({"path", "keeps_register", "unit"})


def _ids(event: Event, *names: str) -> tuple[UUID, ...]:
    values = [event.payload.get(name, "").split(",") for name in names]
    return tuple(UUID(one) for listed in values for one in listed if one)


def _branch(event: Event) -> MovedBranch:
    return MovedBranch(
        units=_ids(event, "unit_id", "units"),
        positions=_ids(event, "position_id", "positions"),
    )


def _changed(event: Event) -> None:
    """Follow a unit or position that stands elsewhere; names and terms change none."""
    fields = event.payload.get("fields")
    branch = _branch(event)
    # An import names no fields: then everything may have moved.
    is_placed = fields is None or PLACES & set(fields.split(","))
    if is_placed and (branch.units or branch.positions):
        follow_branch(branch)


def _go_on(event: Event) -> None:
    after = event.payload["after"]
    follow_branch(
        _branch(event),
        kind=event.payload["kind"],
        after=UUID(after) if after else None,
    )


def register() -> None:
    """Register what follows a change of the organisation."""
    on("organisation.changed", HANDLER, _changed)
    on("organisation.imported", HANDLER, _changed)
    on(NEXT, HANDLER, _go_on)
