"""`eoffice check-integrity`: database and object store held against each other."""

import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eoffice.objects.integrity import check


class Command(BaseCommand):
    """Check rows and objects."""

    help = "Find missing, altered and orphaned objects; exit code 1 when there are any."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer a quick pass, removal of orphans, machine output."""
        parser.add_argument("--json", action="store_true")
        parser.add_argument(
            "--quick", action="store_true", help="existence and length, no hashes"
        )
        parser.add_argument(
            "--remove-orphans",
            action="store_true",
            help="delete orphans of quarantine and drafts",
        )

    def handle(self, *_args: object, **options: object) -> None:
        """Print what was found."""
        report = check(
            read_content=not options["quick"],
            remove_orphans=bool(options["remove_orphans"]),
        )
        if options["json"]:
            self.stdout.write(json.dumps(asdict(report)))
        else:
            for fault in report.faults:
                self.stdout.write(
                    f"{fault.code:9}{fault.bucket}/{fault.key} {fault.version_id}"
                )
            self.stdout.write(f"{report.rows} rows, {report.versions} versions")
        if report.faults:
            message = f"{len(report.faults)} faults between database and object store"
            raise CommandError(message)
