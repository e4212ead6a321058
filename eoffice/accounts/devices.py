"""Known devices: where an account has logged in before (OWASP, device cookies).

A cookie that we sign names the device and the accounts that logged in from it. It
opens nothing: it only parts the owner's attempts from those of strangers, so that
their guesses neither lock the owner out nor are made more by his cookie.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

SALT = "eoffice.accounts.devices"
KEPT_S = 180 * 24 * 3600
ACCOUNTS_KEPT = 8  # a desk that several people share
ID_BYTES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDevice:
    """A browser that somebody logged in from before."""

    id: str
    accounts: tuple[str, ...]

    def knows(self, user_id: UUID) -> bool:
        """Tell whether this account logged in from here."""
        return str(user_id) in self.accounts


def device_of(request: HttpRequest) -> KnownDevice | None:
    """Return the device behind the request, or nothing for a stranger."""
    text = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        told = signing.loads(text, salt=SALT, max_age=KEPT_S)
    except signing.BadSignature:
        return None
    return KnownDevice(id=told["id"], accounts=tuple(told["accounts"]))


def remember_device(
    request: HttpRequest, response: HttpResponse, user_id: UUID
) -> None:
    """Let the browser be known as one that this account logged in from."""
    known = device_of(request)
    before = known.accounts if known else ()
    latest = [str(user_id), *(one for one in before if one != str(user_id))]
    told = {
        "id": known.id if known else secrets.token_urlsafe(ID_BYTES),
        "accounts": latest[:ACCOUNTS_KEPT],
    }
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(told, salt=SALT),
        max_age=KEPT_S,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
