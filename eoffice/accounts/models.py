"""Accounts: who can log in, and the tokens of programs that act for them.

An account is a key to the house, nothing more: what a person may see or do
follows from the positions they hold (`eoffice.organisation`), never from the
account. Tokens are kept as digest only.
"""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from eoffice.accounts.names import (
    MAX_LENGTH,
    PATTERN,
    has_normal_form,
    normal_name,
)
from eoffice.identifiers import uuid7


class User(AbstractUser):
    """A log-in name with a password."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(
        _("account name"),
        max_length=MAX_LENGTH,
        unique=True,
        validators=[has_normal_form],
        error_messages={"unique": _("This account name is taken.")},
    )
    must_change_password = models.BooleanField(
        _("must change the password"), default=False, editable=False
    )
    session_generation = models.PositiveIntegerField(default=0, editable=False)
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            # in the database as well: a bulk write asks no validator
            models.CheckConstraint(
                condition=models.Q(username__regex=PATTERN),
                name="account_name_has_its_normal_form",
            ),
        ]

    def __str__(self) -> str:
        return self.username

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """Return the name's normal form."""
        return normal_name(username)

    def get_session_auth_hash(self) -> str:
        """Return what every session of this account carries and must match.

        It covers the password and the generation: counting the generation up ends
        all sessions at their next request, wherever they are kept.
        """
        return self._get_session_auth_hash()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        return salted_hmac(
            "eoffice.accounts.session",
            f"{self.password}:{self.session_generation}",
            secret=secret or settings.SECRET_KEY,
            algorithm="sha256",
        ).hexdigest()


class ApiToken(models.Model):
    """A program's key for one account: digest, prefix shown, scopes, expiry."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,  # a token has no meaning without its account
        related_name="office_tokens",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=100)
    prefix = models.CharField(_("prefix"), max_length=12)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    scopes = ArrayField(
        models.CharField(max_length=40), default=list, verbose_name=_("scopes")
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return f"{self.prefix}… ({self.user})"
