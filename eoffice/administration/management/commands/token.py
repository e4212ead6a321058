"""`eoffice token USERNAME`: print a token for a program."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eoffice.accounts.models import User
from eoffice.accounts.names import normal_name
from eoffice.accounts.tokens import ALL_SCOPES, tokens_of
from eoffice.administration.tokens import make_token, revoke_token
from eoffice.errors import OfficeError


class Command(BaseCommand):
    """Make or revoke the tokens of an account."""

    help = "Print a new API token of an account; its text is shown this once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("username")
        parser.add_argument("--scope", action="append", choices=ALL_SCOPES)
        parser.add_argument("--days", type=int, default=30)
        parser.add_argument("--name", default="command line")
        parser.add_argument("--revoke", metavar="PREFIX", help="revoke instead")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make or revoke."""
        user = User.objects.filter(username=normal_name(options["username"])).first()
        if user is None or not user.is_active:
            message = f"no active account named {options['username']}"
            raise CommandError(message)
        if options["revoke"]:
            self._revoke(user, options["revoke"])
            return
        try:
            made = make_token(
                user=user,
                name=options["name"],
                days=options["days"],
                scopes=options["scope"] or ALL_SCOPES,
            )
        except OfficeError as error:
            faults = getattr(error, "faults", [])
            raise CommandError("; ".join(str(f.message) for f in faults)) from error
        facts = {
            "token": made.text,
            "prefix": made.row.prefix,
            "scopes": made.row.scopes,
            "expires_at": made.row.expires_at.isoformat(),
        }
        self.stdout.write(json.dumps(facts) if options["json"] else made.text)

    def _revoke(self, user: User, prefix: str) -> None:
        found = list(tokens_of(user).filter(prefix=prefix, revoked_at=None))
        if not found:
            message = f"no valid token begins with {prefix}"
            raise CommandError(message)
        for token in found:
            revoke_token(token=token)
        self.stdout.write(f"revoked {prefix}")
