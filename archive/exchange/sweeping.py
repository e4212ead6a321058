"""Exports whose days are over: the bytes go, the row stays and says so."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from archive.exchange.models import Export, ExportState
from eoffice.files.leaving import leave_copy
from eoffice.jobs.models import Job
from eoffice.outbox.rounds import Round, walk
from eoffice.outbox.timers import register_periodic

SWEEP, SWEEP_EVERY_S = "archive.sweep_exports", 3600
AT_ONCE = 200
#: A job that was called off tells its export nothing.
GIVEN_UP = timedelta(days=1)


def sweep_exports() -> Round:
    """End what is kept no longer, export by export."""
    return walk(SWEEP, _over_after, _end)


def _over_after(after: str) -> list[tuple[str, UUID]]:
    now = timezone.now()
    ready = Export.objects.filter(state=ExportState.READY, ends_at__lte=now)
    ended = Job.objects.filter(finished_at__lt=now - GIVEN_UP)
    stuck = Export.objects.filter(
        state=ExportState.QUEUED,
        made_at__lt=now - GIVEN_UP,
        job_id__in=ended.values("pk"),
    )
    rows = (ready | stuck).order_by("pk")
    ids = (rows.filter(pk__gt=after) if after else rows).values_list("pk", flat=True)
    return [(str(pk), pk) for pk in ids[:AT_ONCE]]


@transaction.atomic
def _end(export_id: UUID) -> bool:
    export = Export.objects.select_for_update(no_key=True).get(pk=export_id)
    if export.state == ExportState.QUEUED:
        export.state, export.why = ExportState.FAILED, "cancelled"
        export.save(update_fields=["state", "why"])
        return True
    if export.state != ExportState.READY or export.stored is None:
        return False
    stored = export.stored
    export.state, export.stored = ExportState.ENDED, None
    export.save(update_fields=["state", "stored"])
    stored.delete()
    leave_copy(stored)
    return True


def register() -> None:
    """Register the timed task."""
    register_periodic(SWEEP, SWEEP_EVERY_S, sweep_exports)
