"""Earlier states of a draft: the list, and restoring one."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Schema

from eoffice.api.conditional import required_version
from eoffice.api.requests import ApiRequest
from eoffice.listing import Listed, ListQuery, page_of
from workflow.api.outgoing import answers, shapes
from workflow.api.outgoing.letters import EDITABLE, letter_answer
from workflow.letters.models import DraftState, StateReason
from workflow.letters.operations.restoring import restore_state
from workflow.letters.queries.states import draft_to_write, states_of

router = Router()
HISTORY = "/letters/{uuid:letter_id}/history"


class StateShape(Schema):
    """The draft as it stood; `reason`: what was about to happen to it."""

    id: UUID
    row_version: int
    written_by: shapes.OfficialNamed
    written_at: datetime
    followed_by: shapes.OfficialNamed
    kept_at: datetime
    reason: StateReason
    reason_label: str


class StateList(Listed[StateShape]):
    """A page of earlier states."""


def _state(row: DraftState) -> dict[str, Any]:
    return {
        "id": row.pk,
        "row_version": row.row_version,
        "written_by": answers.official(row.written_by),
        "written_at": row.written_at,
        "followed_by": answers.official(row.followed_by),
        "kept_at": row.kept_at,
        "reason": row.reason,
        "reason_label": row.get_reason_display(),
    }


@router.get(
    HISTORY,
    response=StateList,
    summary="Earlier states of a draft",
    openapi_extra={"x-problems": (409,)},
)
def list_states(
    request: ApiRequest, letter_id: UUID, query: Annotated[ListQuery, Query()]
) -> Any:
    """What stood before each stretch of writing, for whoever may write in the draft."""
    letter = draft_to_write(request.actor, letter_id)
    rows = states_of(letter)
    return page_of(rows, query, name=str(letter_id)).shown(_state)


@router.post(
    HISTORY + "/{uuid:state_id}/restore",
    response=shapes.LetterShape,
    summary="Restore an earlier state",
    openapi_extra={**EDITABLE, "x-problems": (412, 428)},
)
def restore(
    request: ApiRequest, response: HttpResponse, letter_id: UUID, state_id: UUID
) -> Any:
    """The draft reads as it did; what stood till now is kept as a state too."""
    version = required_version(request)
    restore_state(
        actor=request.actor,
        letter_id=letter_id,
        state_id=state_id,
        row_version=version,
    )
    return letter_answer(request, response, letter_id)
