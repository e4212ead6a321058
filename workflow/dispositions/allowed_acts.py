"""What a person may do with a disposition now: for page, API and template."""

from eoffice.organisation.actor import Actor
from workflow.dispositions import access
from workflow.dispositions.models import Disposition, ReceiverState
from workflow.dispositions.queries import lists as queries


def allowed_acts(actor: Actor, disposition: Disposition) -> list[str]:
    """Return what this person may do with the disposition now."""
    acts = []
    share = queries.my_share(disposition, actor)
    if share and share.state in queries.OPEN:
        acts += ["read"] if share.state == ReceiverState.UNREAD else []
        acts += ["forward", "progress", "complete"]
    if (
        access.may(actor, "disposition.recall", disposition)
        and disposition.recalled_at is None
    ):
        states = {share.state for share in disposition.receivers.all()}
        acts += ["recall"] if states & set(queries.OPEN) else []
        acts += ["reopen"] if ReceiverState.COMPLETED in states else []
    return acts
