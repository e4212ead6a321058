"""Acts on accounts: make, give a temporary password, disable, enable.

Only administrators and the operator's command line do these; nobody signs up.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.accounts.models import ApiToken, User
from eoffice.accounts.operations.sessions import end_sessions_of
from eoffice.audit import trail as audit
from eoffice.errors import Fault, Invalid, NotFound, StateForbids
from eoffice.organisation import access
from eoffice.organisation.actor import Actor, actor_of
from eoffice.organisation.models import Official, PositionDuty

# Four groups of five out of 31 signs that nobody mistakes: 99 bits.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 4, 5


class HasAccount(StateForbids):
    """The official can log in already."""

    code = "has_account"
    message = _("This official already has an account.")


class OperatorOnly(StateForbids):
    """A password of an administrator is set by the operator, never by one colleague."""

    code = "operator_only"
    message = _(
        "This person is an administrator. The operator of the system sets the"
        " password (eoffice reset-password), so that nobody alone makes"
        " administrators."
    )


class OwnAccount(StateForbids):
    """One's own account is not closed by oneself."""

    code = "own_account"
    message = _("This is your own account. Another administrator closes it.")


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
    actor = _administrator(actor, by_operator=by_operator)
    official = (
        Official.objects.select_for_update(no_key=True).filter(pk=official_id).first()
    )
    if official is None:
        raise NotFound
    if official.user_id:
        raise HasAccount
    if not by_operator:
        _check_not_administrators(official)
    user = User(username=username)
    secret = password or temporary_password()
    _check(user, secret)
    user.set_password(secret)
    user.must_change_password = not password
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
    """Give the account a temporary password; its sessions and tokens end.

    Raises:
        NotFound: not an administrator, or no such account.
        OperatorOnly: it is an administrator's: whoever sets the password could be both
            of the two who make administrators.
    """
    actor = _administrator(actor, by_operator=by_operator)
    user = _locked(user_id)
    official = Official.objects.filter(user=user).first()
    if not by_operator and official is not None:
        _check_not_administrators(official)
    secret = temporary_password()
    user.set_password(secret)  # sessions carry a digest of it, so they end
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    _revoke_tokens(user)  # whoever had the old password may have made one
    audit.record("account.password_reset", user, actor=actor)
    return Access(user=user, password=secret)


@transaction.atomic
def disable_account(
    *, user_id: UUID, actor: Actor | None = None, by_operator: bool = False
) -> User:
    """Close the account: sessions end at the next request, tokens at once.

    Raises:
        NotFound: not an administrator, or no such account.
        OwnAccount: nobody locks themselves out.
    """
    actor = _administrator(actor, by_operator=by_operator)
    user = _locked(user_id)
    if actor is not None and actor.user_id == user.pk:
        raise OwnAccount
    if user.is_active:
        user.is_active = False
        user.session_generation += 1
        user.save(update_fields=["is_active", "session_generation"])
        _revoke_tokens(user)
        audit.record("account.disabled", user, actor=actor)
    return user


@transaction.atomic
def enable_account(
    *, user_id: UUID, actor: Actor | None = None, by_operator: bool = False
) -> User:
    """Open a closed account again; its old tokens stay revoked."""
    actor = _administrator(actor, by_operator=by_operator)
    user = _locked(user_id)
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
        audit.record("account.enabled", user, actor=actor)
    return user


@transaction.atomic
def end_sessions(*, user_id: UUID, actor: Actor) -> User:
    """End every session of the account; tokens stay."""
    actor = access.require_administrator(actor)
    user = _locked(user_id)
    end_sessions_of([user.pk])
    audit.record("account.sessions_ended", user, actor=actor)
    return user


@transaction.atomic
def change_own_password(*, user: User, password: str) -> User:
    """Set the person's own new password; every session ends."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    audit.record("account.password_changed", user, actor=actor_of(user))
    return user


def _revoke_tokens(user: User) -> None:
    rows = ApiToken.objects.filter(user=user, revoked_at=None)
    rows.update(revoked_at=timezone.now())


def _check_not_administrators(official: Official) -> None:
    """Refuse where the official holds or will hold an administrator's seat."""
    ahead = Q(to_on=None) | Q(to_on__gte=timezone.localdate())
    seats = Q(position__duties__contains=[PositionDuty.ADMIN])
    held = (official.terms, official.acting_assignments)
    if any(rows.filter(ahead & seats).exists() for rows in held):
        raise OperatorOnly


def _administrator(actor: Actor | None, *, by_operator: bool) -> Actor | None:
    return actor if by_operator else access.require_administrator(actor)


def _locked(user_id: UUID) -> User:
    user = User.objects.select_for_update(no_key=True).filter(pk=user_id).first()
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
