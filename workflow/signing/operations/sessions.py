"""Signing many letters with one secret: one session, one process of its own.

The secret is in the memory of that process alone, at most five minutes: it is never
queued, never stored. Each letter is an act of its own and has its own outcome, whatever
becomes of the others; only a wrong secret ends the whole at once. The process holds
the name of its session as a lock: when it dies, the sweeper sees the name free and
tells what became of each letter. Letters not reached still wait for their signature.
"""

import logging
import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.errors import NotFound, OfficeError, StateForbids
from eoffice.jobs.models import Job, JobItem, JobState
from eoffice.organisation.actor import Actor, actor_of
from eoffice.outbox import events
from eoffice.outbox.rounds import Round, walk
from eoffice.session_locks import lock_if_free, session_lock
from workflow.letters import access
from workflow.letters.models import ISSUED, Letter
from workflow.pades.errors import WrongSecret
from workflow.pades.ports import Secret, SigningSession
from workflow.signing.models import AttemptState, SigningAttempt
from workflow.signing.operations.checks import check_credential
from workflow.signing.operations.secret import opened_signer
from workflow.signing.operations.signing import (
    complete_attempt,
    end_attempt,
    open_attempt,
)
from workflow.signing.signer_process.starting import start_signer

logger = logging.getLogger(__name__)
KIND = "bulk_signing"
LONGEST_S = 270  # no letter is begun later: the process is ended after 300 s
STALE = timedelta(seconds=60)  # a process that lives holds its name by then
NAME_WAIT = "1s"
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


class FaultAtLetter(OfficeError):
    """Something of ours broke at this letter; the log says what."""

    code = "signing_fault"
    status = 500
    message = _("Something broke on our side at this letter. Sign it again.")


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
    own = Job.objects.filter(kind=KIND, owner=actor.user_id, state__in=UNDER_WAY)
    if any(map(_is_alive, own)):
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
    transaction.on_commit(partial(_begin, job.pk, actor.official.pk, secret))
    return job


def _begin(job_id: UUID, official_id: UUID, secret: Secret) -> None:
    try:
        start_signer(job_id=job_id, official_id=official_id, secret=secret)
    except OSError:
        logger.exception("signer_not_started", extra={"job": str(job_id)})
        _finish(job_id, Interrupted())


def _name(job_id: UUID) -> str:
    return f"{KIND}:{job_id}"


def _is_alive(job: Job) -> bool:
    """Tell whether a process signs for the job, or may be about to."""
    is_young = job.created_at > timezone.now() - STALE
    return is_young or not lock_if_free(_name(job.pk))


def run_session(*, job_id: UUID, official_id: UUID, secret: Secret) -> None:
    """Sign the letters of the job one after the other; never raises.

    A job that was called off before its turn is left as it is; one called off later
    ends after the letter that is being signed.
    """
    with session_lock(_name(job_id), wait=NAME_WAIT, busy=SessionUnderWay):
        waiting = Job.objects.filter(pk=job_id, state=JobState.QUEUED)
        if waiting.update(state=JobState.RUNNING, started_at=timezone.now()):
            _finish(job_id, _signed_all(job_id, official_id, secret))


def _signed_all(job_id: UUID, official_id: UUID, secret: Secret) -> OfficeError:
    """Sign what can be signed; return why the rest was not."""
    rest: OfficeError = TimeIsUp()
    try:
        with opened_signer(official_id, secret) as session:
            _sign_all(job_id, session)
    except OfficeError as error:
        rest = error
    except Exception:  # the process has no other edge; the job tells what is left
        logger.exception("bulk_signing_fault", extra={"job": str(job_id)})
        rest = Interrupted()
    return rest


def _sign_all(job_id: UUID, session: SigningSession) -> None:
    ends = time.monotonic() + LONGEST_S
    for item in JobItem.objects.filter(job=job_id):
        going_on = Job.objects.filter(pk=job_id, state=JobState.RUNNING).exists()
        if time.monotonic() > ends or not going_on:
            return
        JobItem.objects.filter(pk=item.pk).update(state=JobState.RUNNING)
        refusal = _refusal(job_id, UUID(item.ref), session)
        _settle(item, JobState.FAILED if refusal else JobState.SUCCEEDED, refusal)
        Job.objects.filter(pk=job_id).update(done=item.order + 1)


def _refusal(
    job_id: UUID, letter_id: UUID, session: SigningSession
) -> OfficeError | None:
    """Sign one letter; return why it was not. One letter never stops the next.

    Raises:
        WrongSecret: no other letter is tried with it.
    """
    try:
        _sign_one(job_id, letter_id, session)
    except WrongSecret:
        raise
    except OfficeError as error:
        return error
    except Exception:
        logger.exception("letter_not_signed", extra={"letter_id": str(letter_id)})
        return FaultAtLetter()
    return None


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
    except Exception as error:
        known = error if isinstance(error, OfficeError) else FaultAtLetter()
        end_attempt(prepared.attempt, known)
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
    if isinstance(rest, Interrupted):
        _let_go(job)
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
    """End the session if no process holds its name; tell whether it did."""
    with transaction.atomic():
        if not lock_if_free(_name(job_id)):
            return False
        _finish(job_id, Interrupted())
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
    for attempt in attempts.order_by("letter_id"):
        end_attempt(attempt, Interrupted())
