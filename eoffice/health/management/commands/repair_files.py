"""`eoffice repair-files`: put back what one store lost from the other."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eoffice.objects.models import StoredObject
from eoffice.second_copies.repairing import faulty, repair


class Command(BaseCommand):
    """Repair files, asked for by an operator."""

    help = "Put back files that one store lost from the other; exit code 1: some left."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take ids of stored objects; none: all that the daily proof found."""
        parser.add_argument("ids", nargs="*", type=UUID, metavar="ID")

    def handle(self, *_args: object, **options: Any) -> None:
        """Print a line for each file."""
        ids = list(options["ids"]) or faulty()
        there = set(
            StoredObject.objects.filter(pk__in=ids).values_list("pk", flat=True)
        )
        left = 0
        for stored_id in ids:
            outcome = repair(stored_id).outcome if stored_id in there else "unknown"
            left += outcome in {"lost", "uncopied", "unknown"}
            self.stdout.write(f"{stored_id} {outcome}")
        if left:
            message = f"{left} files are not repaired"
            raise CommandError(message)
