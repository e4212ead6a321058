"""Where an account is logged in now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.utils.translation import gettext as _

from eoffice.accounts.middleware import LAST
from eoffice.accounts.models import User

SHOWN = 50
# In this order: Edge and Opera name Chrome too, and Chrome names Safari.
BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
# In this order: Android names Linux too, an iPhone Mac OS.
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One session: where it came from, since when, last seen."""

    id: int
    name: str
    address: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


def devices_of(user: User, *, session_key: str | None = None) -> list[Device]:
    """Return the account's living sessions, the latest first."""
    found = sorted(_living(user), key=lambda pair: pair[1], reverse=True)
    return [
        Device(
            id=session.pk,
            name=device_name(session.user_agent),
            address=session.ip,
            began_at=session.created_at,
            seen_at=seen_at,
            is_this=session.session_key == session_key,
        )
        for session, seen_at in found
    ]


def _living(user: User) -> Iterator[tuple[UserSession, datetime]]:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    expected = user.get_session_auth_hash()
    rows = UserSession.objects.filter(user=user).order_by("-pk")
    for session in rows[:SHOWN]:
        kept = store(session.session_key).load()
        # of an earlier generation: it ends with its next request
        if kept.get(HASH_SESSION_KEY) == expected:
            seen = datetime.fromtimestamp(kept.get(LAST, 0), UTC)
            yield session, max(seen, session.created_at)


def device_name(agent: str) -> str:
    """Return browser and system in words: `Firefox, Android`."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return ", ".join(filter(None, (browser, system))) or _("Unknown device")
