"""`eoffice organisation-template FILE`: the empty workbook to fill in."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from eoffice.importing.template import template


class Command(BaseCommand):
    """Write the template of the organisation's workbook."""

    help = "Write the workbook that import-organisation reads, with an example row."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--empty", action="store_true", help="without examples")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        options["file"].write_bytes(template(with_example=not options["empty"]))
        self.stdout.write(f"wrote {options['file']}")
