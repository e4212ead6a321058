"""`eoffice health`: how each service is, for operators and container checks."""

import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eoffice.health.checks import parts, run_all
from eoffice.health.notices import notices


class Command(BaseCommand):
    """Ask all services."""

    help = "Ask every service; exit code 1 when a required (or named) one is down."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer one part alone, and machine output."""
        parser.add_argument("--part", help="ask this part alone")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: object, **options: object) -> None:
        """Print a line for each part."""
        part = options["part"]
        if part and part not in parts():
            message = f"no such part here: {part} (there are {', '.join(parts())})"
            raise CommandError(message)
        states = run_all([str(part)] if part else None)
        if options["json"]:
            self.stdout.write(json.dumps([asdict(state) for state in states]))
        else:
            for state in states:
                mark = "up" if state.is_up else "DOWN"
                line = (
                    f"{state.name:14}{mark:6}{state.latency_ms:8.1f} ms {state.fault}"
                )
                self.stdout.write(line.rstrip())
            # Nothing fails by these: they never change the exit code.
            for name, told in ({} if part else notices()).items():
                self.stdout.write(f"{name:14}note  {told}")
        down = [s.name for s in states if not s.is_up and (s.required or part)]
        if down:
            message = f"down: {', '.join(down)}"
            raise CommandError(message)
