"""`/officials` and their appointments."""

from typing import Annotated, Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query, Router, Status

from eoffice.accounts.tokens import TokenScope
from eoffice.administration import officials
from eoffice.administration.agreeing import do_or_ask
from eoffice.api.authentication import needs_scope
from eoffice.api.conditional import required_version, set_etag
from eoffice.api.organisation import shapes
from eoffice.api.organisation.agreements import Agreement, waiting
from eoffice.api.organisation.last_day import last_day
from eoffice.api.organisation.patching import partial
from eoffice.api.organisation.references import References
from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound
from eoffice.listing import ListQuery, SortOrders, page_of
from eoffice.organisation import access, models
from eoffice.organisation.queries.positions_held import positions_today, with_positions

router = Router()


class OfficialFieldsWithState(shapes.OfficialFields):
    """What an administrator says about an official in service."""

    is_active: bool = True


OfficialChanges = partial(OfficialFieldsWithState, "OfficialChanges")
ORDERS = SortOrders(columns={"name": "name"}, default="name")


class OfficialQuery(ListQuery):
    """Filters of the list of officials."""

    q: str | None = Field(None, max_length=100, description="Part of name, or NIP.")
    unit: UUID | None = Field(None, description="Holding a position in it today.")
    active: bool | None = None

    def rows(self, found: Any) -> Any:
        """Return the rows that pass the filters."""
        if self.q:
            found = found.filter(Q(name__icontains=self.q) | Q(nip=self.q))
        if self.unit:
            at_position = models.TermOfOffice.objects.in_force(
                timezone.localdate()
            ).filter(position__unit=self.unit)
            found = found.filter(pk__in=at_position.values("official"))
        if self.active is not None:
            found = found.filter(is_active=self.active)
        return found


def show(official: models.Official) -> shapes.Official:
    """Return the official as shown to everyone: no NIK, no address."""
    return shapes.Official(
        id=official.id,
        name=official.full_name,
        nip=official.nip,
        rank=official.rank,
        grade=official.grade,
        is_active=official.is_active,
        positions=[
            shapes.HeldSeat(
                position=shapes.PositionRef(
                    id=seat.position.id, title=seat.position.title
                ),
                unit=shapes.UnitRef(
                    id=seat.position.unit.id,
                    code=seat.position.unit.code,
                    name=seat.position.unit.name,
                ),
                kind=seat.kind,
                main=seat.is_main,
            )
            for seat in positions_today(official)
        ],
        version=official.row_version,
    )


def show_term(term: models.TermOfOffice) -> shapes.Appointment:
    """Return the term as it is shown."""
    return shapes.Appointment(
        id=term.id,
        official=shapes.OfficialRef(id=term.official_id, name=term.official.full_name),
        position=shapes.PositionRef(id=term.position_id, title=term.position.title),
        from_on=term.from_on,
        to_on=term.to_on,
        main=term.is_main,
        decree_number=term.decree_number,
        decree_on=term.decree_on,
        ended_at=term.ended_at,
        version=term.row_version,
    )


def _one(actor: Any, official_id: UUID) -> models.Official:
    rows = with_positions(access.officials_visible_to(actor))
    official = rows.filter(pk=official_id).first()
    if official is None:
        raise NotFound
    return official


@router.get("/officials", response=shapes.OfficialList, summary="Officials, by name")
def list_officials(
    request: ApiRequest, query: Annotated[OfficialQuery, Query()]
) -> Any:
    """Officials with the positions they hold today."""
    rows = query.rows(with_positions(access.officials_visible_to(request.actor)))
    return page_of(rows, query, ORDERS).shown(show)


@router.get(
    "/officials/{uuid:official_id}",
    response=shapes.Official,
    summary="One official",
    openapi_extra={"x-editable": True},
)
def get_official(request: ApiRequest, response: HttpResponse, official_id: UUID) -> Any:
    """One official with the positions held today."""
    official = _one(request.actor, official_id)
    set_etag(response, official.row_version)
    return show(official)


@router.post("/officials", response={201: shapes.Official}, summary="Enter an official")
@needs_scope(TokenScope.ADMINISTER)
def create_official(
    request: ApiRequest, response: HttpResponse, payload: shapes.OfficialFields
) -> Any:
    """For administrators. An account is made apart."""
    values = payload.model_dump(exclude_unset=True)
    made = officials.create_official(actor=request.actor, values=values)
    set_etag(response, made.row_version)
    response.headers["Location"] = reverse("api:get_official", args=[made.pk])
    return Status(201, show(_one(request.actor, made.pk)))


@router.patch(
    "/officials/{uuid:official_id}",
    response={200: shapes.Official, 202: Agreement},
    summary="Change an official",
)
@needs_scope(TokenScope.ADMINISTER)
def change_official(
    request: ApiRequest,
    response: HttpResponse,
    official_id: UUID,
    payload: OfficialChanges,  # type: ignore[valid-type]
) -> Any:
    """For administrators; `is_active` false ends every right at once.

    Back into service, or an administrator out of it, takes two: 202, it waits.
    """
    actor = access.require_administrator(request.actor)
    outcome = do_or_ask(
        "change_official",
        actor=actor,
        official_id=official_id,
        values=payload.model_dump(exclude_unset=True),  # type: ignore[attr-defined]
        expected_version=required_version(request),
    )
    if outcome.agreement:
        return waiting(actor, response, outcome)
    set_etag(response, outcome.value.row_version)
    return show(_one(request.actor, official_id))


@router.post(
    "/officials/{uuid:official_id}/appointments",
    response={202: Agreement},
    summary="Appoint an official",
    by_alias=True,
)
@needs_scope(TokenScope.ADMINISTER)
def appoint_official(
    request: ApiRequest,
    response: HttpResponse,
    official_id: UUID,
    payload: shapes.AppointmentFields,
) -> Any:
    """For administrators: the official holds the position from that day.

    Nobody fills a seat alone: it waits for a second administrator.
    """
    actor = access.require_administrator(request.actor)
    values = payload.model_dump(exclude_unset=True)
    values["official"] = _one(request.actor, official_id)
    references = References()
    references.replace(values, "position", models.Position.objects.all())
    references.check()
    return waiting(
        actor, response, do_or_ask("appoint_official", actor=actor, values=values)
    )


@router.post(
    "/appointments/{uuid:term_id}/end",
    response={200: shapes.Appointment, 202: Agreement},
    summary="End an appointment",
    by_alias=True,
)
@needs_scope(TokenScope.ADMINISTER)
def end_appointment(
    request: ApiRequest, response: HttpResponse, term_id: UUID, payload: shapes.End
) -> Any:
    """For administrators; `on` is the last day, `at_once` ends it this moment.

    A later one than before, or the end of an administrator, takes two: 202, it waits.
    """
    actor = access.require_administrator(request.actor)
    outcome = do_or_ask(
        "end_term",
        actor=actor,
        term_id=term_id,
        on=last_day(payload.on, at_once=payload.at_once),
        expected_version=None,
    )
    if outcome.agreement:
        return waiting(actor, response, outcome)
    return show_term(outcome.value)
