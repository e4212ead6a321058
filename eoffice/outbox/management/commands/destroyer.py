"""`eoffice destroyer`: carry out destruction lists until told to stop."""

import signal

from django.core.management.base import BaseCommand, CommandError

from eoffice.environment import environment
from eoffice.outbox.lanes import Lane
from eoffice.outbox.relay import Relay, ThreadRunner
from eoffice.process.walls import close_process


class Command(BaseCommand):
    """Run the process that may delete records."""

    help = "Carry out destruction lists (needs S3_DESTROYER_ACCESS_KEY)."

    def handle(self, *_args: object, **_options: object) -> None:
        """Run until SIGTERM or SIGINT; finish what has begun."""
        if not environment().S3_DESTROYER_ACCESS_KEY:
            raise CommandError("S3_DESTROYER_ACCESS_KEY is not set for this process")
        close_process()
        relay = Relay(ThreadRunner(), only=Lane.DESTROYER)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: relay.stop())
        relay.run()
