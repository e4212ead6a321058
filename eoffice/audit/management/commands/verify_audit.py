"""`eoffice verify-audit`: prove that nobody changed the audit trail."""

import json
import time
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eoffice.audit.anchors import verify_against_anchors
from eoffice.audit.checking import keep_check
from eoffice.audit.verification import verify


class Command(BaseCommand):
    """Verify chain and anchors."""

    help = "Recompute the audit chain; exit code 1 when a fault is found."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer machine output, and the chain alone."""
        parser.add_argument("--json", action="store_true")
        parser.add_argument(
            "--chain-only", action="store_true", help="leave the anchors out"
        )

    def handle(self, *_args: object, **options: object) -> None:
        """Print what was found."""
        began = time.monotonic()
        report = verify() if options["chain_only"] else verify_against_anchors()
        seconds = time.monotonic() - began
        keep_check(report, seconds)
        if options["json"]:
            facts = {
                "sound": report.is_sound,
                "links": report.links,
                "head": report.head,
                "faults": report.faults,
                "seconds": round(seconds, 3),
                "findings": [asdict(finding) for finding in report.findings],
            }
            self.stdout.write(json.dumps(facts))
        else:
            for finding in report.findings:
                where = (
                    f"link {finding.sequence or '-'} event {finding.event_id or '-'}"
                )
                self.stdout.write(f"{finding.code}: {where}")
            self.stdout.write(f"{report.links} links in {seconds:.1f} s")
        if not report.is_sound:
            message = f"the audit trail has {report.faults} faults"
            raise CommandError(message)
