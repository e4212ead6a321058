"""`eoffice record-bounce`: a mail of a dispatch came back, by its Message-ID or id."""

import re
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eoffice.errors import OfficeError
from eoffice.identifiers import as_uuid
from workflow.dispatches.models import Dispatch, DispatchMail
from workflow.dispatches.operations.sending import note_mail_bounce

UUID_TEXT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Command(BaseCommand):
    """For a mail server's own rule: what it hands the reports of its failures to."""

    help = "Note that the mail of a letter sent outside came back."

    def add_arguments(self, parser: CommandParser) -> None:
        """MESSAGE-ID or id of the dispatch, --reason."""
        parser.add_argument("mail", help="Message-ID of our mail, or a dispatch's id")
        parser.add_argument("--reason", default="", help="what the server says")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Note it; exit code 1 when nothing is known by this name."""
        found = UUID_TEXT.search(options["mail"].lower())
        dispatch_id = _dispatch_of(as_uuid(found[0])) if found else None
        if dispatch_id is None:
            raise CommandError("no mail of ours has this name")
        try:
            note_mail_bounce(dispatch_id=dispatch_id, reason=options["reason"])
        except OfficeError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{dispatch_id} came back")


def _dispatch_of(pk: UUID | None) -> UUID | None:
    if pk is None:
        return None
    mail = DispatchMail.objects.filter(pk=pk).first()
    if mail is not None:
        return mail.dispatch_id
    return pk if Dispatch.objects.filter(pk=pk).exists() else None
