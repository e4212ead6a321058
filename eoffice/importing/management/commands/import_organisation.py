"""`eoffice import-organisation people.xlsx [--dry-run] [--json]`."""

import json
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eoffice.errors import OfficeError
from eoffice.importing.carrying_out import import_organisation


class Command(BaseCommand):
    """Import units, positions, people and acting holders from one file."""

    help = "Import the organisation from XLSX or CSV; --dry-run shows the differences."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, compare, apply, print."""
        path: Path = options["file"]
        if not path.is_file():
            message = f"no such file: {path}"
            raise CommandError(message)
        try:
            result = import_organisation(
                content=path.read_bytes(), dry_run=options["dry_run"], by_operator=True
            )
        except OfficeError as error:
            self._refuse(error, as_json=options["json"])
        listed = [one.as_json() for one in result.differences]
        if options["json"]:
            facts = {
                "applied": result.applied,
                "counts": result.counts,
                "differences": listed,
            }
            self.stdout.write(json.dumps(facts, ensure_ascii=False))
            return
        for one in listed:
            self.stdout.write(f"{one['act']:7} {one['kind']:9} {one['ref']}")
        self.stdout.write(", ".join(f"{n} {act}" for act, n in result.counts.items()))

    def _refuse(self, error: OfficeError, *, as_json: bool) -> NoReturn:
        faults = getattr(error, "faults", [])
        listed = [
            {"field": f.field, "code": f.code, "message": str(f.message)}
            for f in faults
        ]
        if as_json:
            facts = {"applied": False, "code": error.code, "errors": listed}
            self.stdout.write(json.dumps(facts, ensure_ascii=False))
        lines = [f"{one['field']}: {one['message']}" for one in listed]
        raise CommandError("\n".join(lines) or str(error)) from error
