"""What the dispatches of a letter make of the letter itself.

The only writer of `Letter.outside`. "Sent" is said of a letter when each of its
addressees outside was sent it or handed it; those inside have it at once.
"""

from collections.abc import Collection

from django.utils import timezone

from eoffice.audit import trail
from eoffice.errors import StateForbids
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from workflow.contacts.outside_state import OutsideState
from workflow.dispatches.events import DispatchEvent
from workflow.dispatches.models import (
    ALLOWED_MOVES,
    LEFT,
    TO_DO,
    Dispatch,
    DispatchState,
)
from workflow.letters.events import LetterEvent
from workflow.letters.models import (
    Letter,
    LetterStatus,
    RecipientKind,
)
from workflow.letters.operations.moving import move_letter
from workflow.letters.trail_acts import LetterAct


def move_dispatch(dispatch: Dispatch, state: str, *fields: str) -> None:
    """Move a locked dispatch, writing `fields` with it, and settle its letter.

    Raises:
        StateForbids: the table does not know this move.
    """
    if dispatch.state != state and state not in ALLOWED_MOVES[dispatch.state]:
        raise StateForbids(state=dispatch.state)
    dispatch.state = state
    dispatch.save(update_fields=["state", *fields])
    events.add(
        DispatchEvent.CHANGED, dispatch_id=dispatch.pk, letter_id=dispatch.letter_id
    )


def settle_letter(letter: Letter, actor: Actor | None) -> None:
    """Write how far a locked letter has got outside; it is sent when all have it."""
    outside = letter.recipients.exclude(external="")
    kinds = dict(outside.values_list("pk", "kind"))
    rows = Dispatch.objects.filter(letter=letter).exclude(state=DispatchState.REVOKED)
    states = dict(rows.values_list("recipient_id", "state"))
    word = _word(kinds, states, was=letter.outside)
    if word != letter.outside:
        letter.outside = word
        letter.save(update_fields=["outside"])
    addressed = [pk for pk, kind in kinds.items() if kind == RecipientKind.TO]
    if letter.status == LetterStatus.SIGNED and all(
        states.get(pk) in LEFT for pk in addressed
    ):
        letter.sent_at = timezone.now()
        letter.save(update_fields=["sent_at"])
        move_letter(letter, LetterStatus.SENT)
        trail.record(LetterAct.SENT, letter, actor=actor)
        events.add(LetterEvent.SENT, letter_id=letter.pk)


def _word(kinds: Collection[int], states: dict[int, str], *, was: str) -> OutsideState:
    if not kinds:
        return OutsideState.NONE
    live = [states.get(pk) for pk in kinds]
    if all(state in LEFT for state in live):
        return OutsideState.DONE
    if DispatchState.BOUNCED in live:
        return OutsideState.BOUNCED
    # Nothing was put on the list for a letter that is older than the list.
    if was == OutsideState.UNRECORDED and not any(state in TO_DO for state in live):
        return OutsideState.UNRECORDED
    return OutsideState.WAITING
