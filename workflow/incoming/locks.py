"""The lock of an incoming letter; as `workflow.letters.locks`, it leaves keys alone."""

from uuid import UUID

from eoffice.errors import NotFound
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
