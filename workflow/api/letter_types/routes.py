"""Letter types: what there is, and what each asks for."""

from typing import Annotated, Any

from ninja import Query, Router

from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound
from eoffice.listing import SortOrders, page_of
from eoffice.organisation import access
from workflow.api.letter_types.shapes import (
    ExampleQuery,
    LetterTypeDetail,
    LetterTypeList,
    LetterTypeQuery,
    summary,
    whole,
)
from workflow.letter_types.drafting import type_to_draft
from workflow.letter_types.examples import example_of
from workflow.letter_types.models import LetterTypeVersion

router = Router()
BY_NAME = SortOrders(columns={"code": "code", "name": "name"}, default="name")


@router.get("/letter-types", response=LetterTypeList, summary="Types of letters")
def list_letter_types(
    request: ApiRequest, query: Annotated[LetterTypeQuery, Query()]
) -> Any:
    """All types, by name, each by its version in force, or the last it had."""
    versions = LetterTypeVersion.objects
    rows = versions.shown() if query.on is None else versions.current(query.on)
    if query.draftable is not None:
        can = versions.draftable().values("pk")
        rows = rows.filter(pk__in=can) if query.draftable else rows.exclude(pk__in=can)
    return page_of(rows.listed(), query, BY_NAME).shown(summary)


@router.get(
    "/letter-types/{code}",
    response=LetterTypeDetail,
    by_alias=True,
    summary="One type of letter",
)
def get_letter_type(request: ApiRequest, code: str) -> Any:
    """Fields with labels, parts allowed, series, pattern, signers, forms, version."""
    rows = LetterTypeVersion.objects.shown().select_related("letter_type")
    row = rows.filter(letter_type__code=code).first()
    if row is None:
        raise NotFound
    return whole(row)


@router.get(
    "/letter-types/{code}/example",
    response=dict[str, Any],
    summary="A whole letter of the type",
)
def get_letter_type_example(
    request: ApiRequest, code: str, query: Annotated[ExampleQuery, Query()]
) -> Any:
    """A body that POST /letters takes unchanged: people and days of your own office."""
    version = type_to_draft(code)
    signatory = None
    if query.signatory is not None:
        rows = access.positions_visible_to(request.actor).select_related("unit")
        signatory = rows.filter(pk=query.signatory, closed_on=None).first()
        if signatory is None:
            raise NotFound
    actor = request.actor
    if actor is None or actor.chosen is None:
        raise NotFound
    return example_of(version, actor.chosen.position, signatory)
