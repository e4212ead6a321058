"""`eoffice build-demo-world`: Kabupaten Wanasari, for the demo."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from demo.wanasari import world
from eoffice.organisation.models import Unit


class Command(BaseCommand):
    """Build the world in an empty demo database."""

    help = "Build the demo world (Kabupaten Wanasari) in an empty database."

    def add_arguments(self, parser: Any) -> None:
        """Take how many sent letters the year has."""
        parser.add_argument("--sent", type=int, default=105)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Build, or say why not."""
        # the invented people would mix with those of a real office
        if Unit.objects.exists():
            message = "the database has an organisation already; nothing was changed"
            raise CommandError(message)
        kabupaten = world.build(say=self.stdout.write, sent=options["sent"])
        self.stdout.write(f"{len(kabupaten.seats)} akun ditulis")
