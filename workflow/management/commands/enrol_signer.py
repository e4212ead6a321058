"""`eoffice enrol-signer USERNAME FILE.p12`: put an official's certificate in use."""

import getpass
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eoffice.accounts.names import normal_name
from eoffice.errors import Invalid, OfficeError
from eoffice.organisation.models import Official
from workflow.pades.ports import Secret
from workflow.signing.operations.enrolling import enrol_certificate


class Command(BaseCommand):
    """Enrol a signer."""

    help = "Keep an official's signing certificate; its passphrase is asked for."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments; the passphrase is none, on purpose."""
        parser.add_argument("username")
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--stdin", action="store_true", help="read the passphrase from stdin"
        )
        parser.add_argument(
            "--any-name",
            action="store_true",
            help="the certificate spells the official's name otherwise",
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Ask for the passphrase, enrol, say until when it is valid."""
        officials = Official.objects.filter(is_active=True, user__is_active=True)
        official = officials.filter(
            user__username=normal_name(options["username"])
        ).first()
        path: Path = options["file"]
        if official is None:
            message = f"no official in service has the account {options['username']}"
            raise CommandError(message)
        if not path.is_file():
            message = f"no such file: {path}"
            raise CommandError(message)
        try:
            kept = enrol_certificate(
                official=official,
                p12=path.read_bytes(),
                secret=_secret(from_stdin=options["stdin"]),
                actor=None,
                any_name=options["any_name"],
            )
        except OfficeError as error:
            raise CommandError(_told(error)) from error
        facts = {
            "official": str(official),
            "serial": kept.serial,
            "valid_to": kept.valid_to.isoformat(),
        }
        words = f"{official} signs with {kept.serial} until {kept.valid_to:%Y-%m-%d}"
        self.stdout.write(json.dumps(facts) if options["json"] else words)


def _secret(*, from_stdin: bool) -> Secret:
    if from_stdin:
        return Secret(sys.stdin.readline().rstrip("\r\n"))
    # Asked for and never an argument: the command line stands in the list of processes.
    return Secret(getpass.getpass("Passphrase of the file: "))


def _told(error: OfficeError) -> str:
    faults = error.faults if isinstance(error, Invalid) else []
    return "; ".join(str(one.message) for one in faults) or str(error)
