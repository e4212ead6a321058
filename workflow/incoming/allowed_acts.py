"""What a person may do with an incoming letter now: for page, API and template."""

from eoffice.organisation.actor import Actor
from workflow.incoming import access
from workflow.incoming.models import IncomingLetter, IncomingStatus


def allowed_acts(actor: Actor, incoming: IncomingLetter) -> list[str]:
    """Return what this person may do with it now."""
    acts = []
    if incoming.status == IncomingStatus.RECEIVED:
        may_register = access.may(actor, "incoming.register", incoming)
        return ["register"] if may_register else []
    if access.may(actor, "incoming.amend", incoming):
        acts.append("amend")
    is_open = incoming.status != IncomingStatus.COMPLETED
    if is_open and access.may(actor, "incoming.pass_gate", incoming):
        acts.append("pass_gate")
    if access.may(actor, "incoming.dispose", incoming):
        acts.append("dispose")
        if is_open:
            acts.append("complete")
    elif access.may(actor, "incoming.prepare", incoming) and access.reads(
        actor, incoming
    ):
        acts.append("prepare")
    return acts
