"""`/unit-texts`: snippets and templates that units keep for their letters."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import Field, Query, Router, Status

from eoffice.api.conditional import required_version, set_etag
from eoffice.api.requests import ApiRequest
from eoffice.listing import ListQuery, SortOrders, page_of
from workflow.api.outgoing.letters import EDITABLE, new_letter
from workflow.api.outgoing.shapes import LetterShape
from workflow.api.unit_texts import shapes
from workflow.unit_texts import access
from workflow.unit_texts.keeping import (
    TextInput,
    change_unit_text,
    keep_unit_text,
    retire_unit_text,
    start_from_template,
)
from workflow.unit_texts.models import TextKind, UnitText
from workflow.unit_texts.queries import texts_to_keep_up

router = Router()
ONE = "/unit-texts/{uuid:text_id}"
ORDERS = SortOrders(columns={"name": "name", "made_at": "made_at"}, default="name")


class UnitTextFilters(ListQuery):
    """Filters of the texts."""

    kind: TextKind | None = None
    unit: UUID | None = None
    type: str = Field("", max_length=60, description="Templates of this letter type.")


def _answer(response: HttpResponse, text: UnitText) -> dict[str, Any]:
    set_etag(response, text.row_version)
    return shapes.shown(text)


@router.get("/unit-texts", response=shapes.UnitTextList, summary="Texts of one's units")
def list_unit_texts(
    request: ApiRequest, query: Annotated[UnitTextFilters, Query()]
) -> Any:
    """Snippets and templates in use, by name, of the units one drafts for."""
    rows = texts_to_keep_up(request.actor)
    asked = {"kind": query.kind, "unit": query.unit, "letter_type__code": query.type}
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    return page_of(rows, query, ORDERS).shown(shapes.listed)


@router.post(
    "/unit-texts",
    response={201: shapes.UnitTextShape},
    summary="Keep a text of a draft for its unit",
    openapi_extra=EDITABLE,
)
def post_unit_text(
    request: ApiRequest, response: HttpResponse, payload: shapes.UnitTextGiven
) -> Any:
    """A snippet of blocks, or the draft as a template; nothing of a classed one."""
    given = TextInput(kind=payload.kind, name=payload.name, body=payload.body)
    made = keep_unit_text(actor=request.actor, letter_id=payload.letter, given=given)
    response.headers["Location"] = reverse("api:get_unit_text", args=[made.pk])
    text = access.visible_text(request.actor, made.pk)
    return Status(201, _answer(response, text))


@router.get(
    ONE,
    response=shapes.UnitTextShape,
    summary="One text of a unit",
    openapi_extra=EDITABLE,
)
def get_unit_text(request: ApiRequest, response: HttpResponse, text_id: UUID) -> Any:
    """With its blocks; 404 once retired."""
    return _answer(response, access.visible_text(request.actor, text_id))


@router.patch(
    ONE,
    response=shapes.UnitTextShape,
    summary="Change a text of a unit",
    openapi_extra=EDITABLE,
)
def patch_unit_text(
    request: ApiRequest,
    response: HttpResponse,
    text_id: UUID,
    payload: shapes.UnitTextChanges,
) -> Any:
    """Wants `If-Match`; letters made with it stay as they are."""
    change_unit_text(
        actor=request.actor,
        text_id=text_id,
        row_version=required_version(request),
        changes=payload.as_changes(),
    )
    return _answer(response, access.visible_text(request.actor, text_id))


@router.post(ONE + "/retire", response={204: None}, summary="Retire a text of a unit")
def retire(request: ApiRequest, text_id: UUID) -> Any:
    """It is offered no more; letters made with it stay as they are."""
    retire_unit_text(actor=request.actor, text_id=text_id)
    return Status(204, None)


@router.post(
    ONE + "/draft",
    response={201: LetterShape},
    summary="Begin a letter from a template",
    openapi_extra=EDITABLE,
)
def draft_from_template(
    request: ApiRequest, response: HttpResponse, text_id: UUID
) -> Any:
    """A new draft of its type with its subject and text; 404 for a snippet."""
    letter = start_from_template(actor=request.actor, text_id=text_id)
    return new_letter(request, response, letter)
