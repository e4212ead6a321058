"""What a person may do with a disposition now: for page, API and template."""

from eoffice.organisation.actor import Actor
from workflow.dispositions import access
from workflow.dispositions.models import (
    Disposition,
    DispositionReceiver,
    ReceiverState,
)
from workflow.dispositions.queries import lists as queries


def allowed_acts(actor: Actor, disposition: Disposition) -> list[str]:
    """Return what this person may do with the disposition now, in any position."""
    acts: list[str] = []
    for share in queries.my_shares(disposition, actor):
        acts += [act for act in share_acts(actor, share) if act not in acts]
    if (
        access.may(actor, "disposition.recall", disposition)
        and disposition.recalled_at is None
    ):
        shares = list(disposition.receivers.all())
        acts += ["recall"] if {s.state for s in shares} & set(queries.OPEN) else []
        acts += ["reopen"] if any(_may_be_reopened(s) for s in shares) else []
    return acts


def share_acts(actor: Actor, share: DispositionReceiver) -> list[str]:
    """Return what this person may do with one share now."""
    if not actor.holds(share.position_id) or share.state not in queries.OPEN:
        return []
    read = ["read"] if share.state == ReceiverState.UNREAD else []
    return [*read, "forward", "progress", "complete"]


def _may_be_reopened(share: DispositionReceiver) -> bool:
    # A peer's koordinasi is no duty that a giver could ask more of (tata naskah 6.2).
    return share.state == ReceiverState.COMPLETED and not share.is_coordination
