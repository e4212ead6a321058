"""Row locks of dispatches: the letter first, then the dispatch, then its link."""

from uuid import UUID

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from workflow.dispatches import access
from workflow.dispatches.models import Dispatch
from workflow.letters.locks import locked_letter


def locked_dispatch(dispatch_id: UUID) -> Dispatch:
    """Lock the letter and the dispatch, and return the dispatch as it is then.

    Raises:
        NotFound: there is none.
    """
    letter_id = Dispatch.objects.filter(pk=dispatch_id).values_list("letter", flat=True)
    first = letter_id.first()
    if first is None:
        raise NotFound
    letter = locked_letter(first)
    rows = Dispatch.objects.select_for_update(no_key=True, of=("self",))
    dispatch = rows.select_related("recipient", "contact").get(pk=dispatch_id)
    dispatch.letter = letter
    return dispatch


def locked_for(actor: Actor, act: str, dispatch_id: UUID) -> Dispatch:
    """Lock the dispatch for an act of this person (`dispatch.send`, ...).

    Raises:
        NotFound: unknown, not theirs to see, or not theirs to act on.
    """
    dispatch = locked_dispatch(dispatch_id)
    access.visible_dispatch(actor, dispatch_id)
    access.require(actor, act, dispatch)
    return dispatch
