"""`eoffice create-account USERNAME --nip NIP`: let an official log in."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eoffice.administration.accounts import create_account
from eoffice.errors import OfficeError
from eoffice.organisation.models import Official


class Command(BaseCommand):
    """Make the account of an official with a temporary password."""

    help = "Make an official's account; the temporary password is shown this once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("username")
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("--nip", help="NIP of the official")
        who.add_argument("--official", help="id of the official")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account."""
        wanted = (
            {"nip": options["nip"]} if options["nip"] else {"pk": options["official"]}
        )
        official = Official.objects.filter(**wanted).first()
        if official is None:
            message = "no such official"
            raise CommandError(message)
        try:
            made = create_account(
                official_id=official.pk, username=options["username"], by_operator=True
            )
        except OfficeError as error:
            faults = [str(f.message) for f in getattr(error, "faults", [])]
            raise CommandError("; ".join(faults) or str(error)) from error
        facts = {"username": made.user.username, "password": made.password}
        plain = f"{made.user.username}\n{made.password}"
        self.stdout.write(json.dumps(facts) if options["json"] else plain)
