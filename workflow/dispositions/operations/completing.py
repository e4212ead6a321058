"""Completing an incoming letter from its desk, once nobody has to answer any more."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eoffice.errors import Fault, Invalid
from eoffice.organisation.actor import Actor
from workflow.dispositions.models import (
    DispositionReceiver,
    ReceiverState,
)
from workflow.incoming.errors import NotRegistered
from workflow.incoming.locks import locked_for
from workflow.incoming.models import IncomingLetter, IncomingStatus
from workflow.incoming.operations.registering import close_incoming


@transaction.atomic
def complete_incoming(
    *, actor: Actor, incoming_id: UUID, note: str = ""
) -> IncomingLetter:
    """Close the letter from its desk: known, or all that was asked is done.

    Raises:
        NotFound: not this person's desk.
        NotRegistered: it has no agenda number yet.
        Invalid: dispositions are still open.
    """
    incoming = locked_for(actor, "incoming.complete", incoming_id)
    actor = actor.at_position(incoming.routed_to_id)
    if incoming.status == IncomingStatus.RECEIVED:
        raise NotRegistered(state=incoming.status)
    # Pressed twice is no fault: it is closed, as was wanted.
    if incoming.status == IncomingStatus.COMPLETED:
        return incoming
    if open_dispositions(incoming):
        text = _("Some dispositions of this letter are still open.")
        raise Invalid([Fault(field="dispositions", code="still_open", message=text)])
    close_incoming(incoming, actor=actor, note=note)
    return incoming


def open_dispositions(incoming: IncomingLetter) -> bool:
    """Tell whether somebody still has to answer."""
    closed = [ReceiverState.COMPLETED, ReceiverState.RECALLED]
    shares = DispositionReceiver.objects.filter(
        disposition__incoming=incoming, disposition__recalled_at__isnull=True
    )
    # Those who are only told owe no answer, so the letter does not wait for them.
    return shares.owing_answer().exclude(state__in=closed).exists()
