"""What a person may do with a dispatch now: for page, API and template."""

from eoffice.organisation.actor import Actor
from workflow.dispatches import access
from workflow.dispatches.models import Dispatch, DispatchState, MailState

ON_THE_WAY = (MailState.QUEUED, MailState.HANDING)


def allowed_acts(actor: Actor, dispatch: Dispatch) -> list[str]:
    """Return the acts, by right and by state; the operations ask again."""
    if not access.may(actor, "dispatch.send", dispatch):
        return []
    state = dispatch.state
    if state == DispatchState.REVOKED:
        return []
    in_force = dispatch.letter.is_in_force
    busy = any(mail.state in ON_THE_WAY for mail in dispatch.mails.all())
    acts = []
    if state in (DispatchState.WAITING, DispatchState.BOUNCED) and in_force:
        acts += [] if busy else ["send"]
    if state in (DispatchState.SENT, DispatchState.OPENED) and in_force and not busy:
        acts.append("resend")
    if state != DispatchState.HANDED_OVER and (in_force or dispatch.has_left):
        acts.append("handed-over")
    if state == DispatchState.SENT:
        acts.append("bounce")
    acts.append("revoke")
    return acts
