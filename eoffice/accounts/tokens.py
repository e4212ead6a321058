"""Tokens of programs: made, shown once, kept as digest, revoked at once.

A token is 256 random bits, so a plain SHA-256 is enough as digest: there is nothing
to guess. Its prefix is shown in lists, so that people can tell tokens apart.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eoffice.accounts.models import ApiToken, User

START = "eo_"
PREFIX_LENGTH = 11  # `eo_` and eight signs
SECRET_BYTES = 32
_FORM = re.compile(r"^eo_[A-Za-z0-9_-]{20,100}$")
# A busy program would else write a row with every request.
LAST_USE_STEP = timedelta(minutes=1)


class TokenScope(models.TextChoices):
    """What a token was made for."""

    READ = "read", pgettext_lazy("token scope", "Read")
    WRITE = "write", _("Change")
    SIGN = "sign", _("Sign")
    ADMINISTER = "administer", _("Administer")


ALL_SCOPES = tuple(TokenScope.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeToken:
    """A fresh token: its row, and the text that is shown this once."""

    row: ApiToken
    text: str


def digest_of(text: str) -> str:
    """Return the hexadecimal SHA-256 of the token's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def new_text() -> str:
    """Return the text of a new token."""
    return START + secrets.token_urlsafe(SECRET_BYTES)


def find_token(text: str) -> ApiToken | None:
    """Return the valid token with this text and mark its use, or nothing."""
    if not _FORM.match(text):
        return None
    now = timezone.now()
    found = (
        ApiToken.objects.select_related("user")
        .filter(digest=digest_of(text), revoked_at=None, expires_at__gt=now)
        .filter(user__is_active=True)
        .first()
    )
    if found is not None:
        _mark_used(found)
    return found


def _mark_used(token: ApiToken) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > LAST_USE_STEP:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def tokens_of(user: User) -> models.QuerySet[ApiToken]:
    """Tokens of the account, newest first."""
    return ApiToken.objects.filter(user=user).order_by("-created_at")
