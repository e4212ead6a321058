"""`/units`."""

from typing import Annotated, Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from ninja import Field, Query, Router, Status

from eoffice.accounts.tokens import TokenScope
from eoffice.administration import units
from eoffice.administration.agreeing import do_or_ask
from eoffice.api.authentication import needs_scope
from eoffice.api.conditional import required_version, set_etag
from eoffice.api.organisation import shapes
from eoffice.api.organisation.agreements import Agreement, waiting
from eoffice.api.organisation.patching import partial
from eoffice.api.organisation.references import References
from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound
from eoffice.listing import ListQuery, SortOrders, page_of
from eoffice.organisation import access, models

router = Router()
UnitChanges = partial(shapes.UnitFields, "UnitChanges")
ORDERS = SortOrders(columns={"code": "code", "name": "name"}, default="code")


class UnitQuery(ListQuery):
    """Filters of the list of units."""

    q: str | None = Field(None, max_length=100, description="Part of name or code.")
    parent: UUID | None = None
    under: UUID | None = Field(None, description="The unit and all below it.")
    kind: models.UnitKind | None = None
    closed: bool | None = Field(None, description="Only closed, or only open ones.")

    def rows(self, found: Any) -> Any:
        """Return the rows that pass the filters."""
        if self.q:
            words = Q(name__icontains=self.q) | Q(code__icontains=self.q)
            found = found.filter(words)
        if self.parent:
            found = found.filter(parent=self.parent)
        if self.under:
            found = found.filter(path__contains=[self.under])
        if self.kind:
            found = found.filter(kind=self.kind)
        if self.closed is not None:
            found = found.filter(closed_on__isnull=not self.closed)
        return found


def show(unit: models.Unit) -> shapes.Unit:
    """Return the unit as it is shown."""
    plain = ("id", "code", "name", "short_name", "kind", "keeps_register", "place")
    lists = ("letterhead_lines", "address_lines", "opened_on", "closed_on")
    return shapes.Unit(
        **{name: getattr(unit, name) for name in (*plain, *lists)},
        kind_label=unit.get_kind_display(),
        parent=unit.parent_id,
        version=unit.row_version,
    )


def _values(payload: Any) -> dict[str, Any]:
    values: dict[str, Any] = payload.model_dump(exclude_unset=True)
    references = References()
    references.replace(values, "parent", models.Unit.objects.all())
    references.check()
    return values


@router.get("/units", response=shapes.UnitList, summary="Units, by code")
def list_units(request: ApiRequest, query: Annotated[UnitQuery, Query()]) -> Any:
    """All units, closed ones too; `parent` of the root is null."""
    rows = query.rows(access.units_visible_to(request.actor))
    return page_of(rows, query, ORDERS).shown(show)


@router.get(
    "/units/{uuid:unit_id}",
    response=shapes.Unit,
    summary="One unit",
    openapi_extra={"x-editable": True},
)
def get_unit(request: ApiRequest, response: HttpResponse, unit_id: UUID) -> Any:
    """One unit with its letterhead."""
    unit = access.units_visible_to(request.actor).filter(pk=unit_id).first()
    if unit is None:
        raise NotFound
    set_etag(response, unit.row_version)
    return show(unit)


@router.post("/units", response={201: shapes.Unit}, summary="Open a unit")
@needs_scope(TokenScope.ADMINISTER)
def create_unit(
    request: ApiRequest, response: HttpResponse, payload: shapes.UnitFields
) -> Any:
    """For administrators."""
    access.require_administrator(request.actor)
    unit = units.create_unit(actor=request.actor, values=_values(payload))
    set_etag(response, unit.row_version)
    response.headers["Location"] = reverse("api:get_unit", args=[unit.pk])
    return Status(201, show(unit))


@router.patch(
    "/units/{uuid:unit_id}",
    response={200: shapes.Unit, 202: Agreement},
    summary="Change a unit",
)
@needs_scope(TokenScope.ADMINISTER)
def change_unit(
    request: ApiRequest,
    response: HttpResponse,
    unit_id: UUID,
    payload: UnitChanges,  # type: ignore[valid-type]
) -> Any:
    """For administrators; another `parent` moves it with all below it.

    Another `parent` or `keeps_register` takes two: 202, it waits for the second.
    """
    actor = access.require_administrator(request.actor)
    outcome = do_or_ask(
        "change_unit",
        actor=actor,
        unit_id=unit_id,
        values=_values(payload),
        expected_version=required_version(request),
    )
    if outcome.agreement:
        return waiting(actor, response, outcome)
    unit = outcome.value
    set_etag(response, unit.row_version)
    return show(unit)


@router.post(
    "/units/{uuid:unit_id}/close", response=shapes.Unit, summary="Close a unit"
)
@needs_scope(TokenScope.ADMINISTER)
def close_unit(request: ApiRequest, unit_id: UUID, payload: shapes.LastDay) -> Any:
    """For administrators; refused while units or positions below it are open."""
    unit = units.close_unit(
        actor=request.actor, unit_id=unit_id, on=payload.on, expected_version=None
    )
    return show(unit)
