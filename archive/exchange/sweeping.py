"""Exports whose days are over: the bytes go, the row stays and says so.

So do bytes of an export that was called off or taken back while it was being written.
"""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from archive.exchange.models import Export, ExportState
from archive.exchange.writing import PLACE
from eoffice.files.leaving import delete_all_left, leave_copy
from eoffice.jobs.models import Job
from eoffice.outbox.rounds import Round, walk
from eoffice.outbox.timers import register_periodic

SWEEP, SWEEP_EVERY_S = "archive.sweep_exports", 3600
AT_ONCE = 200
#: A job that was called off tells its export nothing.
GIVEN_UP = timedelta(days=1)


def sweep_exports() -> Round:
    """End what is kept no longer, export by export."""
    return walk(SWEEP, _over_after, _sweep)


def _over_after(after: str) -> list[tuple[str, UUID]]:
    now = timezone.now()
    ready = Export.objects.filter(state=ExportState.READY, ends_at__lte=now)
    ended = Job.objects.filter(finished_at__lt=now - GIVEN_UP)
    stuck = Export.objects.filter(
        state=ExportState.QUEUED,
        made_at__lt=now - GIVEN_UP,
        job_id__in=ended.values("pk"),
    )
    left = Export.objects.exclude(state=ExportState.QUEUED).filter(
        ~Q(noted_key=""), job_id__in=Job.objects.exclude(finished_at=None).values("pk")
    )
    rows = (ready | stuck | left).order_by("pk")
    ids = (rows.filter(pk__gt=after) if after else rows).values_list("pk", flat=True)
    return [(str(pk), pk) for pk in ids[:AT_ONCE]]


def _sweep(export_id: UUID) -> bool:
    is_ended = _end(export_id)
    return _leave_noted_place(export_id) or is_ended


def _leave_noted_place(export_id: UUID) -> bool:
    """Delete what lies where an export was to be written that never will be."""
    rows = Export.objects.exclude(state=ExportState.QUEUED).exclude(noted_key="")
    export = rows.filter(pk=export_id).first()
    if export is None:
        return False
    delete_all_left(area=PLACE, key=export.noted_key)
    return bool(rows.filter(pk=export_id).update(noted_key=""))


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
