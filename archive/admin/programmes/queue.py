"""What the programmes put on Beranda: duties that are due within thirty days."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from archive.programmes import access
from archive.programmes.models import ProgrammeFile
from archive.records.keepers import is_keeper
from eoffice.organisation.actor import Actor
from eoffice.shell.queue import QueueItem

AHEAD = timedelta(days=30)


def waiting_duties(actor: Actor) -> QuerySet[ProgrammeFile] | None:
    """Return the entries whose duty is this person's and due soon, or late."""
    if not is_keeper(actor):
        return None
    soon = timezone.localdate() + AHEAD
    return access.programmes_kept_by(actor).filter(due_on__lte=soon)


def duty_rows(_actor: Actor, ids: Sequence[UUID]) -> list[QueueItem]:
    """Return these duties, the first due first."""
    rows = ProgrammeFile.objects.filter(pk__in=ids).select_related("record_file__unit")
    return [
        QueueItem(
            kind="record_file",
            act="fulfil",
            act_label=one.duty,
            title=one.record_file.title,
            url=reverse("programme_page", args=[one.pk]),
            icon="shield-check",
            due_on=one.due_on,
            from_text=one.record_file.unit.name,
            meta=[one.get_kind_display()],
        )
        for one in rows.order_by("due_on")
    ]
