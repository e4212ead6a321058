"""Signing many letters with one secret: one session, one thread of this process.

The secret stays in the memory of the process that was asked, at most five minutes: it
is never queued, never stored. Each letter is an act of its own and has its own
outcome; a wrong secret ends the whole at once. A process that dies leaves a job that
the sweeper ends; letters not reached still wait for their signature.
"""

import logging
import threading
import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.errors import NotFound, OfficeError, StateForbids
from eoffice.jobs.models import Job, JobItem, JobState
from eoffice.organisation.actor import Actor, actor_of
from eoffice.outbox import events
from eoffice.outbox.rounds import Round, walk
from workflow import access
from workflow.models import Letter
from workflow.models.letter import ISSUED
from workflow.operations.signing import complete_attempt, end_attempt, open_attempt
from workflow.operations.signing_checks import check_credential
from workflow.operations.signing_secret import opened_signer
from workflow.signing.errors import WrongSecret
from workflow.signing.ports import Secret, SigningSession

logger = logging.getLogger(__name__)
KIND = "bulk_signing"
LONGEST_S = 300  # a secret lives no longer than this
STALE = timedelta(seconds=2 * LONGEST_S)
STALE_AT_ONCE = 100
END_STALE = "workflow.stale_signing"  # the timed task, by its name
UNDER_WAY = (JobState.QUEUED, JobState.RUNNING)


class SessionUnderWay(StateForbids):
    """Another session of the same person has not ended."""

    code = "session_under_way"
    message = _("Your earlier letters are still being signed. Wait a moment.")


class TimeIsUp(OfficeError):
    """The session ended before this letter."""

    code = "time_is_up"
    message = _("The time for one secret is over. Sign this letter again.")


class Interrupted(OfficeError):
    """The process ended before this letter."""

    code = "interrupted"
    status = 503
    message = _("Signing was interrupted before this letter. Sign it again.")


@transaction.atomic
def sign_letters(
    *,
    actor: Actor,
    letter_ids: Sequence[UUID],
    secret: Secret,
    read: Mapping[UUID, UUID] | None = None,
) -> Job:
    """Begin a session; returns its job, an item for each letter.

    `read` names the version of each letter that the person has read; one that has
    another by its turn is refused, not signed unread.

    Raises:
        NotFound: one of them is not this person's to sign, or is unknown.
        NoCertificate, CertificateUnusable, SignerBlocked: refused before the secret
            is tried.
        SessionUnderWay: the person's earlier session has not ended.
    """
    User.objects.select_for_update(no_key=True).get(pk=actor.user_id)
    check_credential(actor.official.pk)
    since = timezone.now() - STALE
    if Job.objects.filter(
        kind=KIND, owner=actor.user_id, state__in=UNDER_WAY, created_at__gt=since
    ).exists():
        raise SessionUnderWay(state=JobState.RUNNING)
    ids = list(dict.fromkeys(letter_ids))
    if access.signable_by(actor).filter(pk__in=ids).count() != len(ids):
        raise NotFound
    versions = {str(pk): str(version) for pk, version in (read or {}).items()}
    job = Job.objects.create(
        kind=KIND,
        owner_id=actor.user_id,
        position_id=actor.chosen.position.pk if actor.chosen else None,
        parameters={"read": versions} if versions else {},
        total=len(ids),
    )
    JobItem.objects.bulk_create(
        JobItem(job=job, order=n, ref=str(pk)) for n, pk in enumerate(ids)
    )
    trail.record("signing.session_opened", job, actor=actor, letters=len(ids))
    work = threading.Thread(
        target=_run, args=(job.pk, actor.official.pk, secret), name=KIND, daemon=True
    )
    transaction.on_commit(work.start)
    return job


def _run(job_id: UUID, official_id: UUID, secret: Secret) -> None:
    try:
        run_session(job_id=job_id, official_id=official_id, secret=secret)
    finally:
        secret.wipe()
        connection.close()


def run_session(*, job_id: UUID, official_id: UUID, secret: Secret) -> None:
    """Sign the letters of the job one after the other; never raises.

    A job that was called off before its turn is left as it is; one called off later
    ends after the letter that is being signed.
    """
    waiting = Job.objects.filter(pk=job_id, state=JobState.QUEUED)
    if not waiting.update(state=JobState.RUNNING, started_at=timezone.now()):
        return
    rest: OfficeError = TimeIsUp()
    try:
        with opened_signer(official_id, secret) as session:
            _sign_all(job_id, session)
    except OfficeError as error:
        rest = error
    except Exception:  # the thread has no other edge; the job tells what is left
        logger.exception("bulk_signing_fault", extra={"job": str(job_id)})
        rest = Interrupted()
    _finish(job_id, rest)


def _sign_all(job_id: UUID, session: SigningSession) -> None:
    ends = time.monotonic() + LONGEST_S
    for item in JobItem.objects.filter(job=job_id):
        going_on = Job.objects.filter(pk=job_id, state=JobState.RUNNING).exists()
        if time.monotonic() > ends or not going_on:
            return
        try:
            _sign_one(job_id, UUID(item.ref), session)
        except OfficeError as error:
            _settle(item, JobState.FAILED, error)
        else:
            _settle(item, JobState.SUCCEEDED)
        Job.objects.filter(pk=job_id).update(done=item.order + 1)


def _sign_one(job_id: UUID, letter_id: UUID, session: SigningSession) -> None:
    """Sign one letter with the rights of this very moment."""
    job = Job.objects.select_related("owner").get(pk=job_id)
    actor = actor_of(job.owner, acting_position=job.position_id) if job.owner else None
    if actor is None:
        raise Interrupted
    read = job.parameters.get("read", {}).get(str(letter_id))
    version_id = UUID(read) if read else None
    prepared = open_attempt(actor=actor, letter_id=letter_id, version_id=version_id)
    try:
        complete_attempt(actor=actor, prepared=prepared, session=session)
    except OfficeError as error:
        end_attempt(prepared.attempt, error)
        raise


def _settle(item: JobItem, state: JobState, error: OfficeError | None = None) -> None:
    item.state = state
    item.code = error.code if error else ""
    item.message = str(error)[:500] if error else ""
    item.save(update_fields=["state", "code", "message"])


@transaction.atomic
def _finish(job_id: UUID, rest: OfficeError) -> None:
    """End the job; letters that were not reached get the reason."""
    job = Job.objects.select_for_update(no_key=True).get(pk=job_id)
    if job.state not in UNDER_WAY:
        return
    for item in job.items.filter(state__in=UNDER_WAY):
        signed = Letter.objects.filter(pk=item.ref, status__in=ISSUED).exists()
        if signed and isinstance(rest, Interrupted):
            _settle(item, JobState.SUCCEEDED)
        else:
            _settle(item, JobState.FAILED, rest)
    failed = job.items.filter(state=JobState.FAILED).count()
    ended = JobState.PARTLY_FAILED if failed else JobState.SUCCEEDED
    job.state = JobState.FAILED if failed == job.total else ended
    job.done, job.finished_at = job.total, timezone.now()
    job.result = {"signed": job.total - failed, "refused": failed}
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
    _finish(job_id, Interrupted())
    return True
