"""Dispositions taken back, and sent back for more.

Taking a share back takes back what was handed on from it as well: the work it asked
for is not wanted. Finished answers stay, with those who gave them. The person who loses
their share loses the letter that came with it, at once (tata naskah 6.2).
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from workflow.dispositions.errors import AlreadyRead, DispositionClosed
from workflow.dispositions.events import DispositionEvent
from workflow.dispositions.locks import locked_for
from workflow.dispositions.models import Disposition, ReceiverState
from workflow.dispositions.operations.giving import (
    CLOSED,
    close_letter_when_done,
    put_under_way,
)
from workflow.dispositions.sight import write_sight_below
from workflow.dispositions.trail_acts import DispositionAct
from workflow.incoming import access as incoming_access
from workflow.incoming.locks import locked_incoming


@transaction.atomic
def recall_disposition(
    *, actor: Actor, disposition_id: UUID, reason: str = ""
) -> Disposition:
    """Take a disposition back: freely while nobody has read it, with a reason after.

    Raises:
        NotFound: not the giver.
        DispositionClosed: recalled already, or everybody has finished.
        AlreadyRead: somebody has read it and no reason is given.
    """
    disposition = locked_for(actor, "disposition.recall", disposition_id)
    # Locked in one order: receivers may be answering at this very moment.
    shares = disposition.receivers.order_by("pk").select_for_update(no_key=True)
    states = {share.state for share in shares}
    if disposition.recalled_at or not states - CLOSED:
        raise DispositionClosed(
            state="recalled" if disposition.recalled_at else "completed"
        )
    if states != {ReceiverState.UNREAD} and not reason.strip():
        raise AlreadyRead
    actor = actor.at_position(disposition.giver_position_id)
    _take_back(disposition, actor, reason.strip()[:300])
    if disposition.incoming_id is not None:
        incoming_access.refresh_access(locked_incoming(disposition.incoming_id))
    else:
        write_sight_below(disposition)
    close_letter_when_done(disposition.incoming)
    return disposition


def _take_back(disposition: Disposition, actor: Actor, reason: str) -> None:
    """Take back a locked disposition and, downwards, what its open shares handed on."""
    disposition.recalled_at, disposition.recall_reason = timezone.now(), reason
    disposition.save(update_fields=["recalled_at", "recall_reason"])
    taken = disposition.receivers.exclude(state=ReceiverState.COMPLETED)
    positions = list(taken.values_list("position_id", flat=True))
    taken.update(state=ReceiverState.RECALLED)
    trail.record(
        DispositionAct.RECALLED, disposition, actor=actor, with_reason=bool(reason)
    )
    letter = {"incoming_id": disposition.incoming_id} if disposition.incoming_id else {}
    events.add(DispositionEvent.RECALLED, disposition_id=disposition.pk, **letter)
    for below in _handed_on(disposition, positions):
        _take_back(below, actor, reason)


def _handed_on(
    disposition: Disposition, positions: Iterable[UUID]
) -> list[Disposition]:
    """Lock the open dispositions below these positions, always from above down."""
    below = Disposition.objects.select_for_update(no_key=True, of=("self",)).filter(
        parent=disposition, giver_position__in=positions, recalled_at__isnull=True
    )
    return list(below.order_by("pk"))


@transaction.atomic
def reopen_disposition(
    *, actor: Actor, disposition_id: UUID, reason: str
) -> Disposition:
    """The giver sends completed shares back for more work, with a reason."""
    disposition = locked_for(actor, "disposition.recall", disposition_id)
    # The giver may have lost the letter since, and then does not say what it lacks.
    incoming_access.require_content(actor, disposition.incoming)
    # A peer owes no more work than the peer gave (tata naskah 6.2).
    duties = disposition.receivers.filter(is_coordination=False)
    completed = duties.filter(state=ReceiverState.COMPLETED)
    if disposition.recalled_at or not completed.exists():
        raise DispositionClosed(state="recalled" if disposition.recalled_at else "open")
    if not reason.strip():
        text = _("Say what is still missing.")
        raise Invalid([Fault(field="reason", code="required", message=text)])
    completed.update(state=ReceiverState.IN_PROGRESS, completed_at=None)
    actor = actor.at_position(disposition.giver_position_id)
    if disposition.incoming_id is not None:
        put_under_way(locked_incoming(disposition.incoming_id), actor)
    trail.record(DispositionAct.REOPENED, disposition, actor=actor)
    events.add(DispositionEvent.REOPENED, disposition_id=disposition.pk)
    return disposition
