"""The lock of an incoming letter; as `workflow.letters.locks`, it leaves keys alone."""

from uuid import UUID

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from workflow.incoming import access
from workflow.incoming.models import IncomingLetter


def locked_incoming(incoming_id: UUID) -> IncomingLetter:
    """Lock the incoming letter and return it."""
    incoming = (
        IncomingLetter.objects.select_for_update(no_key=True, of=("self",))
        .select_related("unit")
        .filter(pk=incoming_id)
        .first()
    )
    if incoming is None:
        raise NotFound
    return incoming


def locked_for(actor: Actor, act: str, incoming_id: UUID) -> IncomingLetter:
    """Lock the incoming letter for an act of this person (`incoming.register`, ...).

    Sight of the entry and the right to the act are asked after the lock; an act that
    needs the content asks for that itself (`access.require_content`).

    Raises:
        NotFound: unknown, not theirs to see, or not theirs to act on.
    """
    incoming = locked_incoming(incoming_id)
    access.visible_incoming(actor, incoming_id)
    access.require(actor, act, incoming)
    return incoming
