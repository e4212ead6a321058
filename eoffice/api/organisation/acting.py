"""`/acting-assignments`: Plt, Plh, Pj and Pjs by decree."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, Query, Router

from eoffice.accounts.tokens import TokenScope
from eoffice.administration.agreeing import do_or_ask
from eoffice.api.authentication import needs_scope
from eoffice.api.conditional import required_version, set_etag
from eoffice.api.organisation import shapes
from eoffice.api.organisation.agreements import Agreement, waiting
from eoffice.api.organisation.last_day import last_day
from eoffice.api.organisation.references import References
from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound
from eoffice.listing import ListQuery, SortOrders, page_of
from eoffice.organisation import access, models

router = Router()
ORDERS = SortOrders(columns={"from": "from_on", "id": "id"}, default="-from")


class ActingQuery(ListQuery):
    """Filters of the list of acting assignments."""

    position: UUID | None = None
    official: UUID | None = None
    on: shapes.Day | None = Field(None, description="In force on this day.")

    def rows(self, found: Any) -> Any:
        """Return the rows that pass the filters."""
        if self.position:
            found = found.filter(position=self.position)
        if self.official:
            found = found.filter(official=self.official)
        return found.in_force(self.on) if self.on else found


class ActingChanges(shapes.Change):
    """An assignment's new last day, or its end at once."""

    to_on: shapes.Day | None = Field(None, alias="to")
    at_once: bool = Field(default=False, description="Over at this moment.")


def show(held: models.ActingAssignment) -> shapes.ActingAssignment:
    """Return the assignment as it is shown."""
    return shapes.ActingAssignment(
        id=held.id,
        kind=models.ActingKind(held.kind),
        kind_label=held.get_kind_display(),
        official=shapes.OfficialRef(id=held.official_id, name=held.official.full_name),
        position=shapes.PositionRef(id=held.position_id, title=held.position.title),
        from_on=held.from_on,
        to_on=held.to_on,
        decree_number=held.decree_number,
        decree_on=held.decree_on,
        ended_at=held.ended_at,
        version=held.row_version,
    )


def _visible(actor: Any) -> Any:
    rows = access.acting_assignments_visible_to(actor)
    # never even read: no answer shows a NIK
    return rows.select_related("official", "position").defer("official__nik")


@router.get(
    "/acting-assignments",
    response=shapes.ActingAssignmentList,
    summary="Acting assignments, latest first",
    by_alias=True,
)
def list_acting_assignments(
    request: ApiRequest, query: Annotated[ActingQuery, Query()]
) -> Any:
    """Who acts for which position, by which decree."""
    return page_of(query.rows(_visible(request.actor)), query, ORDERS).shown(show)


@router.get(
    "/acting-assignments/{uuid:assignment_id}",
    response=shapes.ActingAssignment,
    summary="One acting assignment",
    by_alias=True,
    openapi_extra={"x-editable": True},
)
def get_acting_assignment(
    request: ApiRequest, response: HttpResponse, assignment_id: UUID
) -> Any:
    """One acting assignment."""
    held = _visible(request.actor).filter(pk=assignment_id).first()
    if held is None:
        raise NotFound
    set_etag(response, held.row_version)
    return show(held)


@router.post(
    "/acting-assignments",
    response={202: Agreement},
    summary="Assign an acting holder",
    by_alias=True,
)
@needs_scope(TokenScope.ADMINISTER)
def assign_acting_holder(
    request: ApiRequest, response: HttpResponse, payload: shapes.ActingFields
) -> Any:
    """For administrators; it rests on a decree and ends by itself.

    Nobody fills a seat alone: it waits for a second administrator.
    """
    actor = access.require_administrator(request.actor)
    values = payload.model_dump(exclude_unset=True)
    references = References()
    references.replace(values, "official", models.Official.objects.all())
    references.replace(values, "position", models.Position.objects.all())
    references.check()
    return waiting(
        actor, response, do_or_ask("assign_acting_holder", actor=actor, values=values)
    )


@router.patch(
    "/acting-assignments/{uuid:assignment_id}",
    response={200: shapes.ActingAssignment, 202: Agreement},
    by_alias=True,
    summary="Change the last day of an acting assignment",
)
@needs_scope(TokenScope.ADMINISTER)
def change_acting_assignment(
    request: ApiRequest,
    response: HttpResponse,
    assignment_id: UUID,
    payload: ActingChanges,
) -> Any:
    """For administrators; a later last day than before takes two: 202, it waits."""
    actor = access.require_administrator(request.actor)
    outcome = do_or_ask(
        "end_acting_assignment",
        actor=actor,
        assignment_id=assignment_id,
        on=last_day(payload.to_on, at_once=payload.at_once, field="to"),
        expected_version=required_version(request),
    )
    if outcome.agreement:
        return waiting(actor, response, outcome)
    set_etag(response, outcome.value.row_version)
    return show(outcome.value)
