"""The locks of a disposition and of one's share in it: after its incoming letter."""

from uuid import UUID

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from workflow.dispositions import access
from workflow.dispositions.errors import ShareNotNamed
from workflow.dispositions.models import Disposition, DispositionReceiver, ReceiverState
from workflow.incoming.locks import locked_incoming


def locked_disposition(disposition_id: UUID) -> Disposition:
    """Lock the disposition (after its incoming letter) and return it."""
    # Read unlocked first: it alone knows its letter, which is locked before it.
    found = Disposition.objects.filter(pk=disposition_id).first()
    if found is None:
        raise NotFound
    if found.incoming_id is not None:
        locked_incoming(found.incoming_id)
    return Disposition.objects.select_for_update(no_key=True, of=("self",)).get(
        pk=disposition_id
    )


def locked_for(actor: Actor, act: str, disposition_id: UUID) -> Disposition:
    """Lock the disposition for an act of this person (`disposition.recall`).

    Raises:
        NotFound: unknown, not theirs to see, or not theirs to act on.
    """
    disposition = locked_disposition(disposition_id)
    # Asked under the lock: the disposition may have been taken back while we waited.
    access.visible_disposition(actor, disposition_id)
    access.require(actor, act, disposition)
    return disposition


def locked_share_of(
    actor: Actor, disposition_id: UUID, position: UUID | None = None
) -> tuple[Disposition, DispositionReceiver]:
    """Lock the disposition and the share in it that is this person's to answer.

    `position` names whose share; left out, the person's only one.

    Raises:
        NotFound: unknown, not theirs to see, or nothing in it is theirs.
        ShareNotNamed: it came to several of their positions, and none was named.
    """
    disposition = locked_disposition(disposition_id)
    access.visible_disposition(actor, disposition_id)
    shares = list(
        DispositionReceiver.objects.select_for_update(no_key=True, of=("self",))
        .select_related("position")
        .filter(disposition=disposition, position__in=actor.acting_position_ids)
        .order_by("order")
    )
    if position is not None:
        shares = [share for share in shares if share.position_id == position]
    if not shares:
        raise NotFound
    standing = [one for one in shares if one.state != ReceiverState.RECALLED]
    shares = standing or shares
    if len(shares) > 1:
        raise ShareNotNamed
    return disposition, shares[0]
