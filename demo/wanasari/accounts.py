"""The list of accounts: `accounts.json`, what the log-in page of the demo shows."""

import json
from pathlib import Path

from django.conf import settings

from demo.wanasari.kabupaten import PASSWORD, SECRET, FilledPosition, Kabupaten
from eoffice.organisation.actor import actor_of

#: Those a visitor meets first: one for every part of a letter's way.
FIRST = (
    "SETDA-ORG.drafter",
    "SETDA-ORG.head",
    "SETDA.head",
    "bupati",
    "wakil",
    "SETDA.clerk",
    "TUP.clerk",
    "DISKOMINFO.head",
    "DISKOMINFO.drafter",
    "SETDA.archivist",
    "DPK.archivist",
    "admin",
    "admin2",
    "auditor",
)


def write_accounts(kabupaten: Kabupaten) -> Path:
    """Write everybody who holds a position today, those met first on top."""
    path = Path(settings.DEMO_ACCOUNTS_FILE or "var/demo/accounts.json")
    first = [kabupaten.seats[key] for key in FIRST]
    ordered = {seat.key: seat for seat in [*first, *kabupaten.seats.values()]}
    path.parent.mkdir(parents=True, exist_ok=True)
    accounts = [account for s in ordered.values() if (account := _account(s))]
    path.write_text(json.dumps(accounts, indent=1, ensure_ascii=False), "utf-8")
    return path


def _account(seat: FilledPosition) -> dict[str, object] | None:
    actor = actor_of(seat.user)
    if actor is None or actor.chosen is None:
        return None
    account: dict[str, object] = {
        "username": seat.user.username,
        "password": PASSWORD,
        "name": seat.official.full_name,
        "position": seat.position.title,
        "unit": seat.position.unit.name,
        "roles": actor.roles,
    }
    return {**account, "signing_secret": SECRET} if seat.signs else account
