"""What a person may do with a grant now: for page and API."""

from django.utils import timezone

from archive.grants import access
from archive.records.grant_model import GrantState, ReadingGrant
from eoffice.organisation.actor import Actor


def allowed_acts(actor: Actor, grant: ReadingGrant) -> list[str]:
    """Return the acts that are possible now and this person's to do."""
    if grant.state == GrantState.ASKED:
        may_decide = access.may(actor, "grant.decide", grant)
        return ["approve", "refuse"] if may_decide else []
    lasts = grant.until_on >= timezone.localdate()
    if grant.state == GrantState.GIVEN and lasts:
        return ["end"] if access.may(actor, "grant.revoke", grant) else []
    return []
