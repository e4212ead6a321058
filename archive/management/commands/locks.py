"""`eoffice locks report`: what the store keeps locked for longer than the rule."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from archive.records.long_locks import LockCheck, checked_locks


class Command(BaseCommand):
    """Report locks that stand too long; a COMPLIANCE lock cannot be shortened."""

    help = "List stored versions that are locked for longer than their retention."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the report; offer machine output."""
        parser.add_argument("act", choices=["report"])
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: object, **options: object) -> None:
        """Print each as the store answers, then the counts."""
        counts = {"checked": 0, "too_long": 0, "missing": 0}
        as_json, before = bool(options["json"]), ""
        if as_json:
            self.stdout.write('{"objects": [', ending="")
        for check in checked_locks():
            counts["checked"] += 1
            counts["missing"] += check.is_missing
            if not (check.is_too_long or check.is_missing):
                continue
            counts["too_long"] += check.is_too_long
            # Written one by one: a long list is held nowhere.
            line = json.dumps(_values(check)) if as_json else _line(check)
            self.stdout.write(f"{before}{line}", ending="" if as_json else "\n")
            before = ", " if as_json else ""
        if as_json:
            self.stdout.write(f"], {json.dumps(counts)[1:]}")
        else:
            told = "{checked} versions, {too_long} locked too long, {missing} missing"
            self.stdout.write(told.format(**counts))


def _values(check: LockCheck) -> dict[str, Any]:
    plain = asdict(check)
    for name in ("rule_until", "row_until", "store_until"):
        plain[name] = plain[name].isoformat() if plain[name] else None
    return {**plain, "days_over": check.days_over}


def _line(check: LockCheck) -> str:
    if check.is_missing:
        return f"missing  {check.key} {check.version_id}"
    stands = check.store_until.date() if check.store_until else "-"
    end = check.rule_until.date()
    return f"too long {check.key} {stands}, by the rule {end} (+{check.days_over} days)"
