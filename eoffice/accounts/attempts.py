"""How often a password may be tried: by account and by address, for strangers.

Attempts are counted by the account that is meant, however its name is written, NIP
included. A known device (`devices.py`) has a count of its own for its accounts: what
strangers do does not touch it, and a stolen cookie helps to few guesses.
Successful attempts are given back, except against the number per address, which
bounds the work of hashing.
"""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest

from eoffice.accounts.backends import account_named
from eoffice.accounts.devices import device_of
from eoffice.accounts.models import User
from eoffice.accounts.names import normal_name

APP = "eoffice.accounts"


def begin_attempt(
    request: HttpRequest, typed_name: str
) -> ratelimit.RateLimitUsage | None:
    """Count an attempt and return it, to be given back on success.

    Nothing: there were too many.
    """
    account = account_named(typed_name)
    own = _own_device(request, account) if account else ""
    if account is not None and own:
        return _consume(request, "known", f"{account.pk}:{own}")
    if not _consume(request, "address", ""):
        return None
    # a name that nobody bears counts as well: else it would tell who has an account
    meant = str(account.pk) if account else normal_name(typed_name)
    return _consume(request, "stranger", meant)


def _own_device(request: HttpRequest, account: User) -> str:
    """Return what names the account's own device, or nothing for a stranger's.

    Who is logged in already, and gives the password once more, is no stranger.
    """
    if getattr(request, "user", None) == account:
        return "session"
    device = device_of(request)
    return device.id if device is not None and device.knows(account.pk) else ""


def _consume(
    request: HttpRequest, action: str, key: str
) -> ratelimit.RateLimitUsage | None:
    return ratelimit.consume(
        request, app=APP, action=action, key=key, config=settings.LOGIN_ATTEMPTS
    )
