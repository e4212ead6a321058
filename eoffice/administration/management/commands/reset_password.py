"""`eoffice reset-password USERNAME`: a temporary password, also for administrators."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eoffice.accounts.models import User
from eoffice.accounts.names import normal_name
from eoffice.administration.accounts import reset_password


class Command(BaseCommand):
    """Hand out a temporary password."""

    help = "Set a temporary password; it is shown this once and ends all sessions."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("username")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Set it."""
        user = User.objects.filter(username=normal_name(options["username"])).first()
        if user is None:
            message = f"no account named {options['username']}"
            raise CommandError(message)
        made = reset_password(user_id=user.pk, by_operator=True)
        facts = {"username": made.user.username, "password": made.password}
        self.stdout.write(json.dumps(facts) if options["json"] else made.password)
