"""What the process of a session does: letter after letter, each with its own outcome.

Whatever becomes of one letter, the others go on; only a wrong secret ends the whole.
"""

import logging
import time
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.database.session_locks import session_lock
from eoffice.errors import OfficeError
from eoffice.jobs.models import Job, JobItem, JobState
from eoffice.organisation.actor import actor_of
from workflow.pades.errors import WrongSecret
from workflow.pades.ports import Secret, SigningSession
from workflow.signing.operations.secret import opened_signer
from workflow.signing.operations.signing import (
    complete_on_its_day,
    end_attempt,
    open_attempt,
)
from workflow.signing.sessions.ending import (
    Interrupted,
    SessionUnderWay,
    finish_session,
    session_name,
    settle_item,
)

logger = logging.getLogger(__name__)

LONGEST_S = 270  # no letter is begun later: the process is ended after 300 s
NAME_WAIT = "1s"


class TimeIsUp(OfficeError):
    """The session ended before this letter."""

    code = "time_is_up"
    message = _("The time for one secret is over. Sign this letter again.")


class FaultAtLetter(OfficeError):
    """Something of ours broke at this letter; the log says what."""

    code = "signing_fault"
    status = 500
    message = _("Something broke on our side at this letter. Sign it again.")


def run_session(*, job_id: UUID, official_id: UUID, secret: Secret) -> None:
    """Sign the letters of the job one after the other; never raises.

    A job that was called off before its turn is left as it is; one called off later
    ends after the letter that is being signed.
    """
    with session_lock(session_name(job_id), wait=NAME_WAIT, busy=SessionUnderWay):
        waiting = Job.objects.filter(pk=job_id, state=JobState.QUEUED)
        # One update: a job called off meanwhile is not begun, and none is begun twice.
        if waiting.update(state=JobState.RUNNING, started_at=timezone.now()):
            finish_session(job_id, _signed_all(job_id, official_id, secret))


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
        # Asked before each letter: the person may have called the rest off.
        going_on = Job.objects.filter(pk=job_id, state=JobState.RUNNING).exists()
        if time.monotonic() > ends or not going_on:
            return
        JobItem.objects.filter(pk=item.pk).update(state=JobState.RUNNING)
        refusal = _refusal(job_id, UUID(item.ref), session)
        settle_item(item, JobState.FAILED if refusal else JobState.SUCCEEDED, refusal)
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
    # Read again for each letter: a position may be lost while the session runs.
    job = Job.objects.select_related("owner").get(pk=job_id)
    actor = actor_of(job.owner, acting_position=job.position_id) if job.owner else None
    if actor is None:
        raise Interrupted
    read = job.parameters.get("read", {}).get(str(letter_id))
    version_id = UUID(read) if read else None
    prepared = open_attempt(actor=actor, letter_id=letter_id, version_id=version_id)
    try:
        complete_on_its_day(actor=actor, prepared=prepared, session=session)
    except Exception as error:
        known = error if isinstance(error, OfficeError) else FaultAtLetter()
        end_attempt(prepared.attempt, known)
        raise
