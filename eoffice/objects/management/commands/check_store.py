"""`eoffice check-store`: prove that the store keeps versions, locks and holds."""

import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eoffice.objects.probe import probe


class Command(BaseCommand):
    """Prove the store's promises."""

    help = "Try the promises of the object store; exit code 1 when one is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer machine output."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: object, **options: object) -> None:
        """Print a line for each promise."""
        findings = probe()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings]))
        else:
            for finding in findings:
                mark = "ok" if finding.holds else "BROKEN"
                self.stdout.write(f"{mark:7}{finding.code} {finding.seen}")
        broken = [finding.code for finding in findings if not finding.holds]
        if broken:
            message = f"the object store breaks its promises: {', '.join(broken)}"
            raise CommandError(message)
