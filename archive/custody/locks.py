"""Row locks of moves; state is read from what these return."""

from uuid import UUID

from archive.custody import access
from archive.custody.errors import WrongMoveState
from archive.custody.models import CustodyMove
from archive.custody.states import CustodyState
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.row_versions import check_version


def locked_move(move_id: UUID) -> CustodyMove:
    """Lock a move and return it.

    Raises:
        NotFound: there is none.
    """
    rows = CustodyMove.objects.select_for_update(no_key=True, of=("self",))
    rows = rows.select_related("unit", "target", "giver", "receiver", "package")
    found = rows.filter(pk=move_id).first()
    if found is None:
        raise NotFound
    return found


def locked_for(
    actor: Actor,
    act: str,
    move_id: UUID,
    *,
    states: frozenset[CustodyState],
    expected_version: int | None = None,
) -> CustodyMove:
    """Lock the move for an act of this person, possible in these states.

    Raises:
        NotFound: unknown, not theirs to see, or not theirs to act on.
        Stale: it changed since `expected_version`.
        WrongMoveState: the act is not possible now.
    """
    found = locked_move(move_id)
    access.visible_move(actor, move_id)
    access.require(actor, act, found)
    check_version(found, expected_version, state=found.state)
    if found.state not in states:
        raise WrongMoveState(state=found.state)
    return found


def moved_on(found: CustodyMove, state: CustodyState, *fields: str) -> None:
    """Move the locked row on, count the change, and write the named fields too."""
    found.state = state
    found.row_version += 1
    found.save(update_fields=["state", "row_version", *fields])
