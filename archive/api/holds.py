"""`/holds`: what is kept for a case, and until when."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router, Status

from archive.api.disposal import destruction_shapes as shapes
from archive.holds import access
from archive.holds.following import progress_of
from archive.holds.holding import covered_by
from archive.holds.models import HoldScope, LegalHold, ScopeKind
from archive.holds.placing import HoldInput, ScopeInput, lift_hold, place_hold
from archive.records.models import Record
from eoffice.api.conditional import set_etag
from eoffice.api.organisation.shapes import UnitRef
from eoffice.api.requests import ApiRequest
from eoffice.listing import NEWEST_FIRST, ListQuery, page_of

router = Router()
CONFLICT: dict[str, Any] = {"x-problems": (409,)}


class HoldsQuery(ListQuery):
    """Filters of the holds."""

    lifted: bool | None = None


def _scope(one: HoldScope) -> shapes.HoldScope:
    return shapes.HoldScope(
        kind=ScopeKind(one.kind),
        record=one.record_id,
        record_file=one.record_file_id,
        unit=one.unit_id,
        code=one.code,
        words=one.words,
        year=one.year,
    )


def _shown(hold: LegalHold, *, keeps: bool, counted: bool = False) -> shapes.Hold:
    scopes = list(hold.scopes.all())
    same = ("id", "requester", "basis", "placed_at", "lifted_at", "lift_reason")
    is_over = hold.to_on is not None and hold.to_on < timezone.localdate()
    may_lift = hold.lifted_at is None and keeps
    return shapes.Hold(
        **{name: getattr(hold, name) for name in same},
        case=hold.case_name,
        unit=UnitRef.model_validate(hold.unit, from_attributes=True),
        from_on=hold.from_on,
        to_on=hold.to_on,
        scopes=[_scope(one) for one in scopes],
        records=Record.objects.filter(covered_by(scopes)).count() if counted else None,
        in_store=_in_store(hold) if counted else None,
        in_force=hold.lifted_at is None and not is_over,
        allowed_acts=["lift"] if may_lift else [],
        version=hold.row_version,
    )


def _in_store(hold: LegalHold) -> shapes.InStore | None:
    found = progress_of(hold)
    return shapes.InStore(done=found.done, total=found.total) if found else None


def _answer(request: ApiRequest, response: HttpResponse, hold_id: UUID) -> shapes.Hold:
    rows = access.holds_visible_to(request.actor).select_related("unit")
    hold = access.one_of(rows, hold_id)
    set_etag(response, hold.row_version)
    keeps = access.may(request.actor, "hold.lift", hold)
    return _shown(hold, keeps=keeps, counted=True)


@router.get("/holds", response=shapes.HoldPage, summary="Holds, newest first")
def list_holds(request: ApiRequest, query: Annotated[HoldsQuery, Query()]) -> Any:
    """Holds of the archives you keep; auditors see all."""
    rows = access.holds_visible_to(request.actor).select_related("unit")
    if query.lifted is not None:
        rows = rows.filter(lifted_at__isnull=not query.lifted)
    page = page_of(rows.prefetch_related("scopes__hold"), query, NEWEST_FIRST)
    units = {one.unit_id for one in page.items}
    kept = access.archives_of(request.actor).filter(pk__in=units)
    own = set(kept.values_list("pk", flat=True))
    return page.shown(lambda one: _shown(one, keeps=one.unit_id in own))


@router.post("/holds", response={201: shapes.Hold}, summary="Place a hold")
def create_hold(
    request: ApiRequest, response: HttpResponse, payload: shapes.HoldFields
) -> Any:
    """For archivists: what the scopes cover is kept, whatever retention says."""
    hold = place_hold(
        actor=request.actor,
        hold=HoldInput(
            case_name=payload.case,
            requester=payload.requester,
            basis=payload.basis,
            from_on=payload.from_on,
            to_on=payload.to_on,
            scopes=[
                ScopeInput(
                    kind=one.kind,
                    record_id=one.record,
                    record_file_id=one.record_file,
                    unit_id=one.unit,
                    code=one.code,
                    words=one.words,
                    year=one.year,
                )
                for one in payload.scopes
            ],
        ),
    )
    response.headers["Location"] = reverse("api:get_hold", args=[hold.pk])
    return Status(201, _answer(request, response, hold.pk))


@router.get("/holds/{uuid:hold_id}", response=shapes.Hold, summary="One hold")
def get_hold(request: ApiRequest, response: HttpResponse, hold_id: UUID) -> Any:
    """One hold with its scopes and the number of records it covers."""
    return _answer(request, response, hold_id)


@router.post(
    "/holds/{uuid:hold_id}/lift",
    response=shapes.Hold,
    summary="Lift a hold",
    openapi_extra=CONFLICT,
)
def lift_one_hold(
    request: ApiRequest,
    response: HttpResponse,
    hold_id: UUID,
    payload: shapes.HoldReason,
) -> Any:
    """With the reason; what another hold keeps stays kept."""
    lift_hold(actor=request.actor, hold_id=hold_id, reason=payload.reason)
    return _answer(request, response, hold_id)
