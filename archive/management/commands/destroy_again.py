"""`eoffice destroy-again`: what a restored backup brought back goes again, proven."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.erasing.again import (
    Ledger,
    Outcome,
    brought_back,
    destroy_again,
    read_ledger,
)
from archive.erasing.ledger import entries_in, kept_entries
from eoffice.errors import OfficeError


class Command(BaseCommand):
    """Destroy again, by the ledger of the destroyed; run again, it goes on."""

    help = "Destroy again what a restored backup brought back (destroyer's key)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name where the ledger lies."""
        parser.add_argument("paths", nargs="*", type=Path)
        parser.add_argument("--prefix", default="", help="bucket prefix of before")
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print what became of each list; exit code 1 while something is left."""
        try:
            ledger = _ledger(options["paths"], options["prefix"])
            outcomes = [] if options["dry_run"] else list(destroy_again(ledger))
            back = {str(pk): len(ids) for pk, ids in brought_back(ledger).items()}
        except OfficeError as error:
            raise CommandError(error.code) from error
        self._tell(ledger, outcomes, back, as_json=options["json"])
        if ledger.unreadable or (back and not options["dry_run"]):
            raise CommandError("not all of the ledger is destroyed; see above")

    def _tell(
        self,
        ledger: Ledger,
        outcomes: list[Outcome],
        back: dict[str, int],
        *,
        as_json: bool,
    ) -> None:
        if as_json:
            answer = {
                "lists": [asdict(one) for one in outcomes],
                "back": back,
                "unreadable": ledger.unreadable,
            }
            self.stdout.write(json.dumps(answer))
            return
        for one in outcomes:
            kept = ", ".join(f"{why} {count}" for why, count in one.kept.items())
            told = f"{one.name}: {one.destroyed} destroyed again"
            self.stdout.write(f"{told}; kept: {kept}" if kept else told)
        for list_id, count in back.items():
            self.stdout.write(f"list {list_id}: {count} records are there")
        told = (
            f"{len(ledger.lists)} lists in the ledger, {ledger.unreadable} unreadable"
        )
        self.stdout.write(told)


def _ledger(paths: list[Path], prefix: str) -> Ledger:
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        message = f"no such file: {', '.join(missing)}"
        raise CommandError(message)
    return read_ledger(entries_in(paths) if paths else kept_entries(prefix))
