"""`/signing-sessions`: many letters, one secret, an answer for each letter."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import Field, Router, Schema, Status

from eoffice.accounts.tokens import TokenScope
from eoffice.api.authentication import needs_scope
from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound
from eoffice.jobs.models import Job, JobState
from eoffice.jobs.queries.progress import job_of
from workflow.api.outgoing.inputs import SigningOrder
from workflow.letters.queries.versions import version_named
from workflow.pades.ports import Secret
from workflow.signing.sessions.ending import KIND
from workflow.signing.sessions.opening import sign_letters

router = Router()


class SignedItem(Schema):
    """One letter of the session."""

    ref: str = Field(..., description="Id of the letter.")
    state: JobState
    code: str = Field(..., examples=["not_at_signature"])
    message: str


class SigningSessionShape(Schema):
    """The session's job; the same as `/jobs/{id}`."""

    id: UUID
    kind: str = Field(..., examples=[KIND])
    state: JobState
    state_label: str
    done: int
    total: int
    items: list[SignedItem]
    result: dict[str, Any] = Field(..., examples=[{"signed": 2, "refused": 0}])
    created_at: datetime
    finished_at: datetime | None


@router.post(
    "/signing-sessions",
    response={202: SigningSessionShape},
    summary="Sign letters with one secret",
)
@needs_scope(TokenScope.SIGN)
def create_signing_session(
    request: ApiRequest, response: HttpResponse, payload: SigningOrder
) -> Any:
    """Signs one after the other; a wrong secret ends the session at once.

    A letter may name the version that was read: `{id, version}`; one that has another
    by its turn is refused with `version_changed`, and so is one without a name that
    has changed since your seat last opened it.
    """
    named = payload.named()
    read = {pk: version_named(pk, name) for pk, name in named.items()}
    job = sign_letters(
        actor=request.actor,
        letter_ids=list(named),
        secret=Secret(payload.secret),
        read={pk: version for pk, version in read.items() if version},
    )
    response.headers["Location"] = reverse("api:get_job", args=[job.pk])
    return Status(202, job_of(job.pk, owner_id=request.actor.user_id))


@router.get(
    "/signing-sessions/{uuid:session_id}",
    response=SigningSessionShape,
    summary="State of a session",
)
def get_signing_session(request: ApiRequest, session_id: UUID) -> Any:
    """One's own sessions only."""
    if not Job.objects.filter(pk=session_id, kind=KIND).exists():
        raise NotFound
    return job_of(session_id, owner_id=request.actor.user_id)
