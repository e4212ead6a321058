"""Row locks of destruction lists; state is read from what these return."""

from uuid import UUID

from archive.disposal import access
from archive.disposal.errors import WrongState
from archive.disposal.models import DestructionList
from archive.disposal.states import ListState
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.row_versions import check_version


def locked_list(list_id: UUID) -> DestructionList:
    """Lock a list and return it.

    Raises:
        NotFound: there is none.
    """
    rows = DestructionList.objects.select_for_update(no_key=True, of=("self",))
    found = rows.select_related("unit", "committee").filter(pk=list_id).first()
    if found is None:
        raise NotFound
    return found


def locked_for(
    actor: Actor,
    act: str,
    list_id: UUID,
    *,
    states: frozenset[ListState],
    expected_version: int | None = None,
) -> DestructionList:
    """Lock the list for an act of this person, possible in these states.

    Raises:
        NotFound: unknown, not theirs to see, or not theirs to act on.
        Stale: it changed since `expected_version`.
        WrongState: the act is not possible now.
    """
    found = locked_list(list_id)
    access.visible_list(actor, list_id)
    access.require(actor, act, found)
    check_version(found, expected_version, state=found.state)
    if found.state not in states:
        raise WrongState(state=found.state)
    return found


def moved(found: DestructionList, state: ListState, *fields: str) -> None:
    """Move the locked list on, count the change, and write the named fields too."""
    found.state = state
    found.row_version += 1
    found.save(update_fields=["state", "row_version", *fields])
