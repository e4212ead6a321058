"""Signing many letters with one secret: one session, one process of its own.

The secret is in the memory of that process alone, at most five minutes: it is never
queued, never stored. Each letter is an act of its own and has its own outcome, whatever
becomes of the others; only a wrong secret ends the whole at once. The process holds
the name of its session as a lock: when it dies, the sweeper sees the name free and
tells what became of each letter. Letters not reached still wait for their signature.
"""

import logging
from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from django.db import transaction

from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.errors import NotFound
from eoffice.jobs.models import Job, JobItem, JobState
from eoffice.organisation.actor import Actor
from workflow.letters import access
from workflow.pades.ports import Secret
from workflow.signing.operations.checks import check_credential
from workflow.signing.sessions.ending import (
    KIND,
    UNDER_WAY,
    Interrupted,
    SessionUnderWay,
    finish_session,
    is_alive,
)
from workflow.signing.sessions.signer_process.start import start_signer

logger = logging.getLogger(__name__)


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
    # Two presses of the button come together: the second must see the first one's job.
    User.objects.select_for_update(no_key=True).get(pk=actor.user_id)
    check_credential(actor.official.pk)
    own = Job.objects.filter(kind=KIND, owner=actor.user_id, state__in=UNDER_WAY)
    if any(map(is_alive, own)):
        raise SessionUnderWay(state=JobState.RUNNING)
    ids = list(dict.fromkeys(letter_ids))
    # All or none: a foreign id among them was not chosen on our page.
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
    # After the commit: the new process must find its job, and a rollback starts none.
    transaction.on_commit(partial(_begin, job.pk, actor.official.pk, secret))
    return job


def _begin(job_id: UUID, official_id: UUID, secret: Secret) -> None:
    try:
        start_signer(job_id=job_id, official_id=official_id, secret=secret)
    except OSError:
        logger.exception("signer_not_started", extra={"job": str(job_id)})
        finish_session(job_id, Interrupted())
