"""`eoffice create-load --letters N`: a seeded volume of letters, for measuring."""

import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from demo.load.making import Load
from eoffice.organisation.models import Unit


class Command(BaseCommand):
    """Make many letters quickly, by bulk but valid writes."""

    help = "Make a seeded volume of realistic letters by bulk but valid writes."

    def add_arguments(self, parser: Any) -> None:
        """Take how many outgoing letters, the seed, and whether to answer in JSON."""
        parser.add_argument("--letters", type=int, required=True)
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make them, telling how far it is."""
        if options["letters"] < 1:
            message = "--letters must be at least 1"
            raise CommandError(message)
        if not Unit.objects.filter(keeps_register=True).exists():
            message = "there is no organisation yet: import one, or build the demo"
            raise CommandError(message)
        began = time.monotonic()
        load = Load(seed=options["seed"])
        load.make(options["letters"], self._tell)
        took = time.monotonic() - began
        told = {
            **load.made,
            "seconds": round(took, 1),
            "letters_per_second": round(options["letters"] / took),
        }
        if options["json"]:
            self.stdout.write(json.dumps(told))
        else:
            words = ", ".join(f"{name} {value}" for name, value in told.items())
            self.stdout.write(f"\n{words}")

    def _tell(self, done: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done}", ending="")
