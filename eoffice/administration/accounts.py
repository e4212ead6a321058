"""Acts on accounts: make, give a temporary password, disable, enable.

Only administrators and the operator's command line do these; nobody signs up. What
gives a log-in takes two administrators, and each of them knows half of the temporary
password: neither could log in as the person.
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
from eoffice.accounts.names import normal_name
from eoffice.accounts.sessions import end_sessions_of
from eoffice.administration.deeds import Deed
from eoffice.administration.four_eyes import (
    Rehearsal,
    is_or_will_be_administrator,
    require_agreement,
)
from eoffice.audit import trail as audit
from eoffice.errors import Fault, Invalid, NotFound, StateForbids
from eoffice.organisation import access
from eoffice.organisation.actor import Actor, actor_of
from eoffice.organisation.models import Agreement, Official

# Four groups of five out of 31 signs that nobody mistakes: 99 bits.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 4, 5
ANOTHERS_NIP = _("This is a NIP: its owner logs in with it.")


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
class AccountAccess:
    """An account and what is handed over of its password, shown this once.

    `is_half`: it is the second half; the administrator who asked has the first.
    """

    user: User
    password: str
    is_half: bool = False


def _groups(number: int) -> str:
    groups = (
        "".join(secrets.choice(SIGNS) for _sign in range(GROUP_LENGTH))
        for _group in range(number)
    )
    return "-".join(groups)


def temporary_password() -> str:
    """Return a random password that can be read out on the telephone."""
    return _groups(GROUPS)


def half_password() -> str:
    """Return the half that an administrator keeps who asks for a log-in."""
    return _groups(GROUPS // 2)


def _secret(first_half: str) -> tuple[str, str]:
    """Return a new password and what of it is for the one who acts now."""
    whole = temporary_password()
    if not first_half:
        return whole, whole
    second = half_password()
    return f"{first_half}-{second}", second


@transaction.atomic
def create_account(
    *,
    official_id: UUID,
    username: str,
    first_half: str = "",
    actor: Actor | None = None,
    by_operator: bool = False,
    agreement: Agreement | Rehearsal | None = None,
) -> AccountAccess:
    """Make the account of an official with a temporary password.

    Raises:
        NotFound: not an administrator, or no such official.
        NeedsSecondAdministrator: nobody hands out a log-in alone.
        HasAccount: the official has one.
        Invalid: the name is taken or malformed.
    """
    if not by_operator:
        actor = access.require_administrator(actor)
        deed = Deed.of(
            "create_account",
            official_id=official_id,
            username=username,
            first_half=first_half,
        )
        require_agreement(agreement, deed)
    rows = Official.objects.select_for_update(no_key=True)
    official = rows.filter(pk=official_id).first()
    if official is None:
        raise NotFound
    if official.user_id:
        raise HasAccount
    if not by_operator:
        _check_not_administrators(official)
    user = User(username=normal_name(username))
    secret, told = _secret(first_half)
    _check(user, official, secret)
    user.set_password(secret)
    user.must_change_password = True
    user.save(force_insert=True)
    official.user = user
    official.row_version += 1
    official.save(update_fields=["user", "row_version"])
    audit.record("account.created", user, actor=actor, official=official.pk)
    return AccountAccess(user=user, password=told, is_half=bool(first_half))


@transaction.atomic
def reset_password(
    *,
    user_id: UUID,
    first_half: str = "",
    actor: Actor | None = None,
    by_operator: bool = False,
    agreement: Agreement | Rehearsal | None = None,
) -> AccountAccess:
    """Give the account a temporary password; its sessions and tokens end.

    Raises:
        NotFound: not an administrator, or no such account.
        NeedsSecondAdministrator: nobody hands out a log-in alone.
        OperatorOnly: it is an administrator's: the person who sets the password could
            be both of the two who make administrators.
    """
    if not by_operator:
        actor = access.require_administrator(actor)
        deed = Deed.of("reset_password", user_id=user_id, first_half=first_half)
        require_agreement(agreement, deed)
    user = _locked(user_id)
    official = Official.objects.filter(user=user).first()
    if not by_operator and official is not None:
        _check_not_administrators(official)
    secret, told = _secret(first_half)
    user.set_password(secret)  # sessions carry a digest of it, so they end
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    revoke_tokens(user)  # the person who had the old password may have made one
    audit.record("account.password_reset", user, actor=actor)
    return AccountAccess(user=user, password=told, is_half=bool(first_half))


@transaction.atomic
def disable_account(
    *,
    user_id: UUID,
    actor: Actor | None = None,
    by_operator: bool = False,
    agreement: Agreement | Rehearsal | None = None,
) -> User:
    """Close the account: sessions end at the next request, tokens at once.

    Raises:
        NotFound: not an administrator, or no such account.
        NeedsSecondAdministrator: it is an administrator's.
        OwnAccount: nobody locks themselves out.
    """
    if not by_operator:
        actor = access.require_administrator(actor)
    user = _locked(user_id)
    if actor is not None and actor.user_id == user.pk:
        raise OwnAccount
    official = Official.objects.filter(user=user).first()
    is_colleague = official is not None and is_or_will_be_administrator(official)
    if is_colleague and not by_operator:
        require_agreement(agreement, Deed.of("disable_account", user_id=user_id))
    if user.is_active:
        user.is_active = False
        user.session_generation += 1
        user.save(update_fields=["is_active", "session_generation"])
        revoke_tokens(user)
        audit.record("account.disabled", user, actor=actor)
    return user


@transaction.atomic
def enable_account(
    *,
    user_id: UUID,
    actor: Actor | None = None,
    by_operator: bool = False,
    agreement: Agreement | Rehearsal | None = None,
) -> User:
    """Open a closed account again; its old tokens stay revoked.

    Raises:
        NotFound: not an administrator, or no such account.
        NeedsSecondAdministrator: nobody hands out a log-in alone.
    """
    if not by_operator:
        actor = access.require_administrator(actor)
        require_agreement(agreement, Deed.of("enable_account", user_id=user_id))
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
    """Set the person's own new password; every session and token ends."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    revoke_tokens(user)  # a token made with the old password must not outlive it
    audit.record("account.password_changed", user, actor=actor_of(user))
    return user


def revoke_tokens(user: User) -> None:
    """End every token of the account at once."""
    rows = ApiToken.objects.filter(user=user, revoked_at=None)
    rows.update(revoked_at=timezone.now())


def _check_not_administrators(official: Official) -> None:
    """Refuse where the official holds or will hold an administrator's position."""
    if is_or_will_be_administrator(official):
        raise OperatorOnly


def _locked(user_id: UUID) -> User:
    user = User.objects.select_for_update(no_key=True).filter(pk=user_id).first()
    if user is None:
        raise NotFound
    return user


def _check(user: User, official: Official, secret: str) -> None:
    faults = []
    # names are looked up before NIPs: this one would catch its owner's log-in
    owner = Official.objects.filter(nip=user.username).first()
    if owner is not None and owner.pk != official.pk:
        faults.append(Fault(field="username", code="taken", message=ANOTHERS_NIP))
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
