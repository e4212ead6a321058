"""The accounts a demonstration lists at log-in; never read outside a demonstration."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """A made-up person with the password that the demo shows to everybody."""

    username: str
    password: str
    name: str
    position: str


def demo_accounts() -> list[DemoAccount]:
    """Return the accounts of `DEMO_ACCOUNTS_FILE`, in its order.

    The file is JSON: a list (or `{"accounts": [...]}`) of objects with username,
    password, name and position. Without DEMO or without the file: nothing.
    """
    if not (settings.DEMO and settings.DEMO_ACCOUNTS_FILE):
        return []
    try:
        told = json.loads(Path(settings.DEMO_ACCOUNTS_FILE).read_text("utf-8"))
        listed = told["accounts"] if isinstance(told, dict) else told
        return [_account(entry) for entry in listed]
    except (OSError, ValueError, KeyError, TypeError):
        logger.warning("demo_accounts_unreadable", exc_info=True)
        return []


def _account(entry: dict[str, str]) -> DemoAccount:
    return DemoAccount(
        username=entry["username"],
        password=entry["password"],
        name=entry.get("name", entry["username"]),
        position=entry.get("position", ""),
    )
