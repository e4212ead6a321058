"""Acts on a letter: submit, recall, copy, decide, sign, revoke."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from eoffice.accounts.tokens import TokenScope
from eoffice.api.authentication import needs_scope
from eoffice.api.conditional import optional_version
from eoffice.api.idempotency import settles_itself
from eoffice.api.requests import ApiRequest
from workflow.api.outgoing import shapes
from workflow.api.outgoing.inputs import (
    CorrectGiven,
    ReassignGiven,
    RecallGiven,
    RefuseGiven,
    ReturnDecision,
    RevokeGiven,
    SignGiven,
    SkipGiven,
    StepDecision,
    TextGiven,
)
from workflow.api.outgoing.letters import EDITABLE, letter_answer, new_letter
from workflow.approval.operations.approving import approve_step, return_letter
from workflow.approval.operations.correcting import CorrectedText, correct_text
from workflow.approval.operations.noting import NoteInput
from workflow.approval.operations.refusing import refuse_letter
from workflow.approval.operations.rerouting import reassign_step, skip_step
from workflow.approval.operations.submitting import recall_letter, submit_letter
from workflow.approval.operations.withdrawing import withdraw_initial
from workflow.letters.operations.revoking import (
    clone_letter,
    correct_letter,
    revoke_letter,
)
from workflow.letters.queries.versions import version_named
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter

router = Router()
LETTER = "/letters/{uuid:letter_id}"
STEP = LETTER + "/steps/{uuid:step_id}"
ONE: dict[str, Any] = {"response": shapes.LetterShape, "openapi_extra": EDITABLE}
NEW: dict[str, Any] = {"response": {201: shapes.LetterShape}, "openapi_extra": EDITABLE}


@router.post(f"{LETTER}/submit", summary="Submit: freeze and send on its route", **ONE)
@settles_itself
def submit(request: ApiRequest, response: HttpResponse, letter_id: UUID) -> Any:
    """Freezes a version; a letter of its own signatory goes straight to signature."""
    submit_letter(actor=request.actor, letter_id=letter_id)
    return letter_answer(request, response, letter_id)


@router.post(f"{LETTER}/recall", summary="Take back", **ONE)
def recall(
    request: ApiRequest,
    response: HttpResponse,
    letter_id: UUID,
    payload: RecallGiven | None = None,
) -> Any:
    """The letter is a draft again; once initialled it takes a `reason`."""
    reason = payload.reason if payload else ""
    recall_letter(actor=request.actor, letter_id=letter_id, reason=reason)
    return letter_answer(request, response, letter_id)


@router.post(f"{LETTER}/clone", summary="Draft a copy", **NEW)
def clone(request: ApiRequest, response: HttpResponse, letter_id: UUID) -> Any:
    """A new draft with the same content, in the actor's unit."""
    letter = clone_letter(actor=request.actor, letter_id=letter_id)
    return new_letter(request, response, letter)


@router.post(f"{LETTER}/correct", summary="Draft a correction", **NEW)
def correct(
    request: ApiRequest,
    response: HttpResponse,
    letter_id: UUID,
    payload: CorrectGiven | None = None,
) -> Any:
    """A new draft that refers to the issued letter; `reason` is kept with it."""
    reason = payload.reason if payload else ""
    letter = correct_letter(actor=request.actor, letter_id=letter_id, reason=reason)
    return new_letter(request, response, letter)


@router.post(f"{LETTER}/revoke", summary="Revoke an issued letter", **ONE)
def revoke(
    request: ApiRequest, response: HttpResponse, letter_id: UUID, payload: RevokeGiven
) -> Any:
    """By its signatory, with a reason; the public page says it is not in force."""
    revoke_letter(actor=request.actor, letter_id=letter_id, reason=payload.reason)
    return letter_answer(request, response, letter_id)


def _notes(payload: StepDecision) -> list[NoteInput]:
    return [NoteInput(**note.model_dump()) for note in payload.notes]


@router.post(f"{STEP}/approve", summary="Initial (paraf)", **ONE)
def approve(
    request: ApiRequest,
    response: HttpResponse,
    letter_id: UUID,
    step_id: UUID,
    payload: StepDecision,
) -> Any:
    """Initials the frozen version; the next step opens."""
    approve_step(
        actor=request.actor,
        letter_id=letter_id,
        step_id=step_id,
        note=payload.note,
        notes=_notes(payload),
    )
    return letter_answer(request, response, letter_id)


@router.post(f"{STEP}/withdraw", summary="Take an initial back", **ONE)
def withdraw(
    request: ApiRequest, response: HttpResponse, letter_id: UUID, step_id: UUID
) -> Any:
    """By who gave it, until the next person opens the letter; the seat decides anew."""
    withdraw_initial(actor=request.actor, letter_id=letter_id, step_id=step_id)
    return letter_answer(request, response, letter_id)


@router.post(f"{STEP}/return", summary="Return to the drafter", **ONE)
def return_for_revision(
    request: ApiRequest,
    response: HttpResponse,
    letter_id: UUID,
    step_id: UUID,
    payload: ReturnDecision,
) -> Any:
    """With a note, notes at words or blocks, or common faults, saying what to mend."""
    return_letter(
        actor=request.actor,
        letter_id=letter_id,
        step_id=step_id,
        note=payload.note,
        notes=_notes(payload),
        faults=payload.faults,
    )
    return letter_answer(request, response, letter_id)


@router.post(f"{STEP}/correct-text", summary="Correct the text as verifier", **ONE)
@settles_itself
def correct_text_at_step(
    request: ApiRequest,
    response: HttpResponse,
    letter_id: UUID,
    step_id: UUID,
    payload: TextGiven,
) -> Any:
    """Freezes another version in the verifier's name; her step waits on it.

    Where the letter's type allows it (409 `not_corrected_here`). Those who initialled
    before see the difference, and are asked again by `verifier_corrections`.
    """
    correct_text(
        actor=request.actor,
        letter_id=letter_id,
        step_id=step_id,
        row_version=optional_version(request),
        given=CorrectedText(subject=payload.subject, body=payload.body),
    )
    return letter_answer(request, response, letter_id)


@router.post(f"{STEP}/refuse", summary="Refuse: the letter ends", **ONE)
def refuse_at_step(
    request: ApiRequest,
    response: HttpResponse,
    letter_id: UUID,
    step_id: UUID,
    payload: RefuseGiven,
) -> Any:
    """With a reason; it leaves every desk and gets no number."""
    refuse_letter(
        actor=request.actor,
        letter_id=letter_id,
        step_id=step_id,
        reason=payload.reason,
    )
    return letter_answer(request, response, letter_id)


@router.post(f"{STEP}/skip", summary="Pass a step over", **ONE)
def skip(
    request: ApiRequest,
    response: HttpResponse,
    letter_id: UUID,
    step_id: UUID,
    payload: SkipGiven,
) -> Any:
    """By the superior of the desk or whoever signs; required steps stay."""
    skip_step(
        actor=request.actor,
        letter_id=letter_id,
        step_id=step_id,
        reason=payload.reason,
    )
    return letter_answer(request, response, letter_id)


@router.post(f"{STEP}/reassign", summary="Give a step to another desk", **ONE)
def reassign(
    request: ApiRequest,
    response: HttpResponse,
    letter_id: UUID,
    step_id: UUID,
    payload: ReassignGiven,
) -> Any:
    """By the drafter, the desk itself or its superior; required steps stay."""
    reassign_step(
        actor=request.actor,
        letter_id=letter_id,
        step_id=step_id,
        position_id=payload.position,
        reason=payload.reason,
    )
    return letter_answer(request, response, letter_id)


@router.post(
    f"{LETTER}/sign",
    summary="Sign",
    response=shapes.LetterShape,
    openapi_extra={**EDITABLE, "x-problems": (412, 502)},
)
@settles_itself
@needs_scope(TokenScope.SIGN)
def sign(
    request: ApiRequest, response: HttpResponse, letter_id: UUID, payload: SignGiven
) -> Any:
    """Numbers, seals and sends the letter; 422 `wrong_secret` tells the tries left.

    Name the version you read, by `version` (409 `version_changed`) or by `If-Match`
    with the letter's ETag (412). Without, a letter that has changed since your seat
    last opened it is refused with 409 `version_changed`.
    """
    sign_letter(
        actor=request.actor,
        letter_id=letter_id,
        secret=Secret(payload.secret),
        version_id=version_named(letter_id, payload.version),
        row_version=optional_version(request),
    )
    return letter_answer(request, response, letter_id)
