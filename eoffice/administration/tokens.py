"""Acts on tokens: make one, revoke one."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.accounts.models import ApiToken, User
from eoffice.accounts.tokens import (
    ALL_SCOPES,
    PREFIX_LENGTH,
    MadeToken,
    TokenScope,
    digest_of,
    new_text,
)
from eoffice.audit import trail as audit
from eoffice.errors import Fault, Invalid
from eoffice.organisation.actor import Actor

# A year, also one with a leap day: then somebody has to want it again.
MAX_DAYS = 366


@transaction.atomic
def make_token(
    *,
    user: User,
    name: str,
    days: int,
    scopes: Sequence[str] = ALL_SCOPES,
    actor: Actor | None = None,
) -> MadeToken:
    """Make a token for the account, valid for `days` days; its text is shown once.

    Raises:
        Invalid: an unknown scope, or days outside 1 to 366.
    """
    _check(days, scopes)
    text = new_text()
    row = ApiToken.objects.create(
        user=user,
        name=name,
        prefix=text[:PREFIX_LENGTH],
        digest=digest_of(text),
        scopes=list(scopes),
        expires_at=timezone.now() + timedelta(days=days),
    )
    audit.record(
        "token.made", row, actor=actor, account=user.pk, scopes=list(scopes), days=days
    )
    return MadeToken(row=row, text=text)


@transaction.atomic
def revoke_token(*, token: ApiToken, actor: Actor | None = None) -> ApiToken:
    """End a token at once; a second time changes nothing."""
    token = ApiToken.objects.select_for_update(no_key=True).get(pk=token.pk)
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        audit.record("token.revoked", token, actor=actor, account=token.user_id)
    return token


def _check(days: int, scopes: Sequence[str]) -> None:
    faults = []
    if not 1 <= days <= MAX_DAYS:
        message = _("A token is valid for 1 to 366 days.")
        faults.append(Fault(field="days", code="out_of_range", message=message))
    if not scopes or set(scopes) - set(TokenScope.values):
        message = _("There is no such scope.")
        faults.append(Fault(field="scopes", code="not_a_choice", message=message))
    if faults:
        raise Invalid(faults)
