"""`eoffice close-account USERNAME [--open-again]`: also an administrator's."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eoffice.accounts.models import User
from eoffice.accounts.names import normal_name
from eoffice.administration.accounts import disable_account, enable_account


class Command(BaseCommand):
    """Close an account at once, or open it again."""

    help = "Close an account: its sessions and tokens end; --open-again opens it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("username")
        parser.add_argument("--open-again", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Close or open it."""
        user = User.objects.filter(username=normal_name(options["username"])).first()
        if user is None:
            message = f"no account named {options['username']}"
            raise CommandError(message)
        act = enable_account if options["open_again"] else disable_account
        done = act(user_id=user.pk, by_operator=True)
        state = "open" if done.is_active else "closed"
        facts = {"username": done.username, "state": state}
        plain = f"{done.username}: {state}"
        self.stdout.write(json.dumps(facts) if options["json"] else plain)
