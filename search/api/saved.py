"""`/search/saved`: one's searches under a name; run by `POST /search`."""

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from ninja import Body, Field, Router, Schema, Status

from eoffice.api.requests import ApiRequest
from eoffice.errors import Fault, Invalid
from eoffice.listing import Listed
from search.query import InvalidRequest, from_json
from search.saved.keeping import Wishes, remove_search, save_search, searches_of

router = Router()


class SavedSearchShape(Schema):
    """A search as it is kept: `request` is what `POST /search` takes."""

    id: UUID
    name: str
    request: dict[str, Any]
    alerts: bool = Field(..., description="A bell rings for new letters.")
    is_shared: bool = Field(..., description="Colleagues may open it by its link.")
    saved_at: dt.datetime


class SavedSearchList(Listed[SavedSearchShape]):
    """One's saved searches, by name; there are few, in one page."""


class SavedSearchGiven(Schema):
    """A search to keep; one of the same name is replaced."""

    name: str = Field(..., max_length=80, examples=["Pupuk bersubsidi"])
    request: dict[str, Any] = Field(
        ..., examples=[{"version": 1, "clauses": [{"is": "word", "text": "pupuk"}]}]
    )
    alerts: bool = False
    is_shared: bool = False


@router.get("", response=SavedSearchList, summary="Saved searches")
def list_saved_searches(request: ApiRequest) -> Any:
    """One's own, by name."""
    kept = list(searches_of(request.actor))
    return {
        "items": kept,
        "next": None,
        "total": len(kept),
        "total_is_estimate": False,
    }


@router.post("", response={201: SavedSearchShape}, summary="Keep a search")
def save_a_search(
    request: ApiRequest, payload: Annotated[SavedSearchGiven, Body()]
) -> Any:
    """A preference: it opens nothing, whoever runs it finds by their own rights."""
    try:
        wanted = from_json(payload.request)
    except InvalidRequest as error:
        fault = Fault(field="request", code="invalid_request", message=str(error))
        raise Invalid([fault]) from error
    saved = save_search(
        actor=request.actor,
        name=payload.name,
        request=wanted,
        wishes=Wishes(alerts=payload.alerts, is_shared=payload.is_shared),
    )
    return Status(201, saved)


@router.delete(
    "/{uuid:search_id}",
    response={204: None},
    summary="Forget a saved search",
)
def remove_saved_search(request: ApiRequest, search_id: UUID) -> Any:
    """One's own."""
    remove_search(actor=request.actor, search_id=search_id)
    return Status(204, None)
