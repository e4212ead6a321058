"""The lock of a disposition: after its incoming letter."""

from uuid import UUID

from eoffice.errors import NotFound
from workflow.dispositions.models import Disposition
from workflow.incoming.locks import locked_incoming


def locked_disposition(disposition_id: UUID) -> Disposition:
    """Lock the slip (after its incoming letter) and return it."""
    found = Disposition.objects.filter(pk=disposition_id).first()
    if found is None:
        raise NotFound
    if found.incoming_id is not None:
        locked_incoming(found.incoming_id)
    return Disposition.objects.select_for_update(no_key=True, of=("self",)).get(
        pk=disposition_id
    )
