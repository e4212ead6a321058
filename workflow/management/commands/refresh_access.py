"""`eoffice refresh-access`: who may see every letter, computed again by the outbox."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from eoffice.organisation.models import Unit
from workflow.registrations.following_branch import MovedBranch, ask_for


class Command(BaseCommand):
    """Ask for it once, after an upgrade or a restore; the relay does the work."""

    help = "Compute the access tokens of all letters anew, with records and index."

    @transaction.atomic
    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Ask for every branch."""
        tops = Unit.objects.filter(parent__isnull=True).values_list("pk", flat=True)
        ask_for(MovedBranch(units=tuple(tops)))
        self.stdout.write("Asked for; the relay computes it batch after batch.")
