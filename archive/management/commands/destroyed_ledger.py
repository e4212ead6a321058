"""`eoffice destroyed-ledger DIR`: the ledger of the destroyed, to be kept apart."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.erasing.ledger import copy_out
from eoffice.errors import ServiceDown


class Command(BaseCommand):
    """Copy the ledger out of the store."""

    help = "Copy the ledger of destroyed records into a folder, to be kept apart."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the folder."""
        parser.add_argument("dir", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Copy and say how many."""
        try:
            count = copy_out(options["dir"])
        except ServiceDown as error:
            raise CommandError(error.code) from error
        self.stdout.write(f"{count} entries")
