"""How a session ends: by itself, called off, or when its process died.

The process holds the name of its session as a lock: when it dies, the sweeper sees
the name free and tells what became of each letter.
"""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.database.session_locks import lock_if_free
from eoffice.errors import OfficeError, StateForbids
from eoffice.jobs.models import Job, JobItem, JobState
from eoffice.outbox import events
from eoffice.outbox.rounds import Round, walk
from workflow.letters.models import ISSUED, Letter
from workflow.pades.errors import WrongSecret
from workflow.signing.models import AttemptState, SigningAttempt
from workflow.signing.operations.signing import (
    end_attempt,
)

KIND = "bulk_signing"
STALE = timedelta(seconds=60)  # a process that lives holds its name by then
STALE_AT_ONCE = 100
END_STALE = "workflow.stale_signing"  # the timed task, by its name
UNDER_WAY = (JobState.QUEUED, JobState.RUNNING)


class SessionUnderWay(StateForbids):
    """Another session of the same person has not ended."""

    code = "session_under_way"
    message = _("Your earlier letters are still being signed. Wait a moment.")


class Interrupted(OfficeError):
    """The process ended before this letter."""

    code = "interrupted"
    status = 503
    message = _("Signing was interrupted before this letter. Sign it again.")


def session_name(job_id: UUID) -> str:
    """Return the name that the process of a session holds as a lock."""
    return f"{KIND}:{job_id}"


def is_alive(job: Job) -> bool:
    """Tell whether a process signs for the job, or may be about to."""
    # A young job may have no lock yet: its process is only starting.
    is_young = job.created_at > timezone.now() - STALE
    return is_young or not lock_if_free(session_name(job.pk))


def settle_item(
    item: JobItem, state: JobState, error: OfficeError | None = None
) -> None:
    """Write what became of one letter."""
    item.state = state
    item.code = error.code if error else ""
    item.message = str(error)[:500] if error else ""
    item.save(update_fields=["state", "code", "message"])


@transaction.atomic
def finish_session(job_id: UUID, rest: OfficeError) -> None:
    """End the job; letters that were not reached get the reason."""
    job = Job.objects.select_for_update(no_key=True).get(pk=job_id)
    if job.state not in UNDER_WAY:
        return
    if isinstance(rest, Interrupted):
        _let_go(job)
    for item in job.items.filter(state__in=UNDER_WAY):
        signed = Letter.objects.filter(pk=item.ref, status__in=ISSUED).exists()
        if signed and isinstance(rest, Interrupted):
            settle_item(item, JobState.SUCCEEDED)
        else:
            settle_item(item, JobState.FAILED, rest)
    failed = job.items.filter(state=JobState.FAILED).count()
    ended = JobState.PARTLY_FAILED if failed else JobState.SUCCEEDED
    job.state = JobState.FAILED if failed == job.total else ended
    job.done, job.finished_at = job.total, timezone.now()
    job.result = {"signed": job.total - failed, "refused": failed}
    # The person is told how many tries are left, as at the signing of one letter.
    if isinstance(rest, WrongSecret):
        job.result["tries_left"] = rest.tries_left
    job.save(update_fields=["state", "done", "finished_at", "result"])
    events.add("signing.session_ended", job_id=job.pk)


def end_stale_sessions() -> Round:
    """End sessions whose process died. For the sweeper; resumable."""
    return walk(END_STALE, _stale_after, _end_stale)


def _stale_after(after: str) -> list[tuple[str, UUID]]:
    old = timezone.now() - STALE
    stale = Job.objects.filter(kind=KIND, state__in=UNDER_WAY, created_at__lt=old)
    rows = (stale.filter(pk__gt=after) if after else stale).order_by("pk")
    return [(str(pk), pk) for pk in rows.values_list("pk", flat=True)[:STALE_AT_ONCE]]


def _end_stale(job_id: UUID) -> bool:
    """End the session if no process holds its name; tell whether it did."""
    with transaction.atomic():
        if not lock_if_free(session_name(job_id)):
            return False
        finish_session(job_id, Interrupted())
    return True


def _let_go(job: Job) -> None:
    """Close the attempt at which the process died: the letter is ready at once."""
    at_work = job.items.filter(state=JobState.RUNNING).values_list("ref", flat=True)
    attempts = SigningAttempt.objects.filter(
        letter__in=list(at_work),
        state=AttemptState.OPEN,
        official__user=job.owner_id,
        opened_at__gte=job.started_at or job.created_at,
    )
    # By ascending letter, the one order of locks: else two sessions might meet.
    for attempt in attempts.order_by("letter_id"):
        end_attempt(attempt, Interrupted())
