"""`eoffice rebuild-index`: the whole index again; searches go on meanwhile."""

import json
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.chosen_engine import engine
from search.engines.contract import SearchUnavailable
from search.projection.indexing import RebuildUnderWay, rebuild_index
from search.projection.records import count_all


class Command(BaseCommand):
    """Rebuild; exit code 0 only when the new index is in use."""

    help = "Build the search index anew from the database and swap it in."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--json` for programs."""
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Run it, with progress on a terminal."""
        total, started = count_all(), time.monotonic()

        def progress(done: int) -> None:
            if sys.stderr.isatty() and not options["json"]:
                self.stderr.write(f"\r{done} / {total}", ending="")

        try:
            written = rebuild_index(progress)
        except SearchUnavailable as error:
            message = f"The search engine does not answer: {error.reason}"
            raise CommandError(message) from error
        except RebuildUnderWay as error:
            raise CommandError(str(error)) from error
        seconds = round(time.monotonic() - started, 1)
        if options["json"]:
            answer = {"engine": engine().name, "records": written, "seconds": seconds}
            self.stdout.write(json.dumps(answer))
        else:
            self.stdout.write(f"{written} records in {seconds} s ({engine().name})")
