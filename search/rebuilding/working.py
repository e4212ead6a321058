"""The job of a rebuild: it tells how far it is, and stops when it was called off.

A killed one is begun again by the next worker: the engine drops what was half built.
"""

from typing import Any
from uuid import UUID

from django.utils import timezone

from eoffice.errors import OfficeError
from eoffice.jobs.models import Job, JobState
from eoffice.jobs.runners import ItemOutcome, Work, register_runner
from search.projection.indexing import rebuild_index
from search.projection.records import count_all
from search.rebuilding.asking import JOB_KIND
from search.rebuilding.models import OPEN, IndexRebuild, RebuildState


class CalledOff(OfficeError):
    """Somebody called the rebuild off while it went on."""

    code = "called_off"


def work_rebuild(work: Work) -> ItemOutcome | None:
    """Build the index of the asked rebuild, from the beginning.

    Raises:
        SearchUnavailable: the engine is away; the job goes on later.
        RebuildUnderWay: somebody builds it from the command line at this moment.
    """
    pk = UUID(work.ref)
    began = IndexRebuild.objects.filter(pk=pk, state__in=OPEN).update(
        state=RebuildState.RUNNING,
        began_at=timezone.now(),
        done=0,
        total=count_all(),
    )
    if not began:
        return None
    try:
        written = rebuild_index(lambda done: _tell(pk, done))
    except CalledOff:
        return None
    IndexRebuild.objects.filter(pk=pk, state=RebuildState.RUNNING).update(
        state=RebuildState.DONE,
        done=written,
        total=written,
        ended_at=timezone.now(),
    )
    return None


def _tell(pk: UUID, done: int) -> None:
    running = IndexRebuild.objects.filter(pk=pk, state=RebuildState.RUNNING)
    if not running.update(done=done):
        raise CalledOff


def _ended(job: Job) -> dict[str, Any]:
    """Say on the row why nothing was built."""
    failed = job.items.filter(state=JobState.FAILED).first()
    if failed is not None:
        waiting = IndexRebuild.objects.filter(pk=failed.ref, state__in=OPEN)
        waiting.update(
            state=RebuildState.FAILED, why=failed.code, ended_at=timezone.now()
        )
    return {}


def register() -> None:
    """Register the kind of job."""
    register_runner(JOB_KIND, work_rebuild, finisher=_ended)
