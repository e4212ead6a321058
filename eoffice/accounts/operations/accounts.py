"""Acts on accounts: make, give a temporary password, disable, enable.

Only administrators and the operator's command line do these; nobody signs up.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.accounts.models import ApiToken, User
from eoffice.audit import trail as audit
from eoffice.errors import Fault, Invalid, NotFound, StateForbids
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Official

# Four groups of five out of 31 signs that nobody mistakes: 99 bits.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 4, 5


class HasAccount(StateForbids):
    """The official can log in already."""

    code = "has_account"
    message = _("This official already has an account.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """An account and the password to hand over, shown this once."""

    user: User
    password: str


def temporary_password() -> str:
    """Return a random password that can be read out on the telephone."""
    groups = (
        "".join(secrets.choice(SIGNS) for _sign in range(GROUP_LENGTH))
        for _group in range(GROUPS)
    )
    return "-".join(groups)


@transaction.atomic
def create_account(
    *,
    official_id: UUID,
    username: str,
    password: str = "",
    actor: Actor | None = None,
    by_operator: bool = False,
) -> Access:
    """Make the account of an official; without `password` a temporary one is made.

    Raises:
        NotFound: not an administrator, or no such official.
        HasAccount: the official has one.
        Invalid: the name is taken or malformed, or the password is weak.
    """
    if not by_operator:
        access.require_administrator(actor)
    official = Official.objects.select_for_update().filter(pk=official_id).first()
    if official is None:
        raise NotFound
    if official.user_id:
        raise HasAccount
    user = User(username=username)
    secret = password or temporary_password()
    _check(user, secret)
    user.set_password(secret)
    user.save(force_insert=True)
    official.user = user
    official.row_version += 1
    official.save(update_fields=["user", "row_version"])
    audit.record("account.created", user, actor=actor, official=official.pk)
    return Access(user=user, password=secret)


@transaction.atomic
def reset_password(
    *, user_id: UUID, actor: Actor | None = None, by_operator: bool = False
) -> Access:
    """Give the account a temporary password; every session of it ends."""
    user = _locked(user_id, actor, by_operator=by_operator)
    secret = temporary_password()
    user.set_password(secret)  # sessions carry a digest of it, so they end
    user.save(update_fields=["password"])
    audit.record("account.password_reset", user, actor=actor)
    return Access(user=user, password=secret)


@transaction.atomic
def disable_account(
    *, user_id: UUID, actor: Actor | None = None, by_operator: bool = False
) -> User:
    """Close the account: sessions end at the next request, tokens at once."""
    user = _locked(user_id, actor, by_operator=by_operator)
    if user.is_active:
        user.is_active = False
        user.save(update_fields=["is_active"])
        ApiToken.objects.filter(user=user, revoked_at=None).update(
            revoked_at=timezone.now()
        )
        audit.record("account.disabled", user, actor=actor)
    return user


@transaction.atomic
def enable_account(
    *, user_id: UUID, actor: Actor | None = None, by_operator: bool = False
) -> User:
    """Open a closed account again; its old tokens stay revoked."""
    user = _locked(user_id, actor, by_operator=by_operator)
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
        audit.record("account.enabled", user, actor=actor)
    return user


def _locked(user_id: UUID, actor: Actor | None, *, by_operator: bool) -> User:
    if not by_operator:
        access.require_administrator(actor)
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NotFound
    return user


def _check(user: User, secret: str) -> None:
    faults = []
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        faults += [
            Fault(field=field, code="invalid", message=" ".join(messages))
            for field, messages in error.message_dict.items()
        ]
    try:
        validate_password(secret, user)
    except ValidationError as error:
        weak = " ".join(error.messages)
        faults.append(Fault(field="password", code="weak", message=weak))
    if faults:
        raise Invalid(faults)
