"""`eoffice relay`: move what the outbox holds until told to stop."""

import signal
from importlib import import_module

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from eoffice.outbox.relay import Relay, Runner, ThreadRunner, drain
from eoffice.process.walls import close_process


class Command(BaseCommand):
    """Run the relay."""

    help = "Hand events of the outbox to workers, or run them here (TASK_RUNNER)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer a single pass."""
        parser.add_argument(
            "--once", action="store_true", help="run what is due here, then end"
        )

    def handle(self, *_args: object, **options: object) -> None:
        """Run until SIGTERM or SIGINT; finish what has begun."""
        if options["once"]:
            self.stdout.write(str(drain(raising=False)))
            return
        runner = _runner()
        close_process()
        relay = Relay(runner)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: relay.stop())
        relay.run()


def _runner() -> Runner:
    if settings.TASK_RUNNER == "relay":
        return ThreadRunner()
    broker = import_module("eoffice.outbox.broker")  # loads Celery: only where used
    runner: Runner = broker.BrokerRunner()
    return runner
