"""`/positions`."""

from typing import Annotated, Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from ninja import Field, Query, Router, Status

from eoffice.accounts.tokens import TokenScope
from eoffice.administration import positions
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
from eoffice.organisation.queries.positions_held import holders_today, with_holders

router = Router()
PositionChanges = partial(shapes.PositionFields, "PositionChanges")
ORDERS = SortOrders(columns={"code": "code", "title": "title"}, default="code")


class PositionQuery(ListQuery):
    """Filters of the list of positions."""

    q: str | None = Field(None, max_length=100, description="Part of title or code.")
    unit: UUID | None = None
    under: UUID | None = Field(None, description="In this unit or below it.")
    superior: UUID | None = None
    duty: models.PositionDuty | None = None
    closed: bool | None = Field(None, description="Only closed, or only open ones.")

    def rows(self, found: Any) -> Any:
        """Return the rows that pass the filters."""
        wanted = {
            "unit": self.unit,
            "unit__path__contains": [self.under] if self.under else None,
            "superior": self.superior,
            "duties__contains": [self.duty] if self.duty else None,
        }
        found = found.filter(**{k: v for k, v in wanted.items() if v is not None})
        if self.q:
            words = Q(title__icontains=self.q) | Q(code__icontains=self.q)
            found = found.filter(words)
        if self.closed is not None:
            found = found.filter(closed_on__isnull=not self.closed)
        return found


def show(position: models.Position) -> shapes.Position:
    """Return the position as it is shown, with who holds it today."""
    plain = ("id", "code", "title", "kind", "echelon", "is_head", "duties")
    unit = position.unit
    return shapes.Position(
        **{name: getattr(position, name) for name in (*plain, "closed_on")},
        kind_label=position.get_kind_display(),
        unit=shapes.UnitRef(id=unit.id, code=unit.code, name=unit.name),
        superior=_ref(position.superior),
        mandate_giver=_ref(position.mandate_giver),
        holders=[
            shapes.Holder(
                official=shapes.OfficialRef(
                    id=held.official.id, name=held.official.full_name
                ),
                kind=held.kind,
            )
            for held in holders_today(position)
        ],
        version=position.row_version,
    )


def _ref(position: models.Position | None) -> shapes.PositionRef | None:
    if position is None:
        return None
    return shapes.PositionRef(id=position.id, title=position.title)


def _one(actor: Any, position_id: UUID) -> models.Position:
    rows = with_holders(access.positions_visible_to(actor))
    position = rows.filter(pk=position_id).first()
    if position is None:
        raise NotFound
    return position


def _values(payload: Any) -> dict[str, Any]:
    values: dict[str, Any] = payload.model_dump(exclude_unset=True)
    references = References()
    # nothing is put into a closed unit, or below a closed position
    references.replace(values, "unit", models.Unit.objects.filter(closed_on=None))
    open_positions = models.Position.objects.filter(closed_on=None)
    for name in ("superior", "mandate_giver"):
        references.replace(values, name, open_positions)
    references.check()
    return values


@router.get("/positions", response=shapes.PositionList, summary="Positions, by code")
def list_positions(
    request: ApiRequest, query: Annotated[PositionQuery, Query()]
) -> Any:
    """All positions with who holds them today."""
    rows = query.rows(with_holders(access.positions_visible_to(request.actor)))
    return page_of(rows, query, ORDERS).shown(show)


@router.get(
    "/positions/{uuid:position_id}",
    response=shapes.Position,
    summary="One position",
    openapi_extra={"x-editable": True},
)
def get_position(request: ApiRequest, response: HttpResponse, position_id: UUID) -> Any:
    """One position with who holds it today."""
    position = _one(request.actor, position_id)
    set_etag(response, position.row_version)
    return show(position)


@router.post("/positions", response={201: shapes.Position}, summary="Create a position")
@needs_scope(TokenScope.ADMINISTER)
def create_position(
    request: ApiRequest, response: HttpResponse, payload: shapes.PositionFields
) -> Any:
    """For administrators."""
    access.require_administrator(request.actor)
    made = positions.create_position(actor=request.actor, values=_values(payload))
    set_etag(response, made.row_version)
    response.headers["Location"] = reverse("api:get_position", args=[made.pk])
    return Status(201, show(_one(request.actor, made.pk)))


@router.patch(
    "/positions/{uuid:position_id}",
    response={200: shapes.Position, 202: Agreement},
    summary="Change a position",
)
@needs_scope(TokenScope.ADMINISTER)
def change_position(
    request: ApiRequest,
    response: HttpResponse,
    position_id: UUID,
    payload: PositionChanges,  # type: ignore[valid-type]
) -> Any:
    """For administrators: title, unit, superior, giver, duties.

    What gives its holder rights takes two: 202, it waits for the second.
    """
    actor = access.require_administrator(request.actor)
    outcome = do_or_ask(
        "change_position",
        actor=actor,
        position_id=position_id,
        values=_values(payload),
        expected_version=required_version(request),
    )
    if outcome.agreement:
        return waiting(actor, response, outcome)
    set_etag(response, outcome.value.row_version)
    return show(_one(request.actor, position_id))


@router.post(
    "/positions/{uuid:position_id}/close",
    response=shapes.Position,
    summary="Close a position",
)
@needs_scope(TokenScope.ADMINISTER)
def close_position(
    request: ApiRequest, position_id: UUID, payload: shapes.LastDay
) -> Any:
    """For administrators; refused while somebody holds it."""
    positions.close_position(
        actor=request.actor,
        position_id=position_id,
        on=payload.on,
        expected_version=None,
    )
    return show(_one(request.actor, position_id))
