"""Letters to somebody outside, as the record clerk finds them on the list."""

from tests.office.kabupaten import Office, actor
from tests.office.outgoing import sent
from workflow.dispatches.operations.sending import SendingInput, send_dispatch
from workflow.letters.operations.drafting import RecipientInput
from workflow.models import Dispatch, Letter

RECTOR = "Rektor Universitas Nusantara"
LAND_OFFICE = "Kepala Kantor Pertanahan"


def to_outside(office: Office, *names: str, **changes) -> Letter:
    """Return a signed letter to those outside, with nothing sent yet."""
    named = names or (RECTOR,)
    recipients = [RecipientInput(kind="to", external=name) for name in named]
    return sent(office, **{"recipients": recipients, **changes})


def dispatch_of(letter: Letter, name: str = RECTOR) -> Dispatch:
    """Return the live dispatch to the recipient."""
    return letter.dispatches.exclude(state="revoked").get(recipient__external=name)


def sent_by(office: Office, dispatch: Dispatch, way: str, **how) -> Dispatch:
    """Send it by the clerk of the secretariat."""
    send_dispatch(
        actor=actor(office.setda_clerk),
        dispatch_id=dispatch.pk,
        how=SendingInput(way=way, **how),
    )
    dispatch.refresh_from_db()
    return dispatch
