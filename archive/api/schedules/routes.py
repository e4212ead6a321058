"""`/retention-schedule/versions`: drafts of the schedule, and letting one hold."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import File, Form, Query, Router, Status, UploadedFile

from archive.api.schedules import shapes
from archive.retention.versions import ScheduleLine, ScheduleState, ScheduleVersion
from archive.schedules.access import visible_version
from archive.schedules.acts import allowed_acts
from archive.schedules.differences import differences_of
from archive.schedules.drafting import ScheduleInput, bring_schedule
from archive.schedules.entering import give_up_draft, put_in_force
from archive.schedules.errors import VersionDecided
from archive.schedules.models import ChangeKind
from archive.schedules.simulating import SOONER, moved_files, simulate
from archive.schedules.tables import schedule_of_upload
from eoffice.accounts.tokens import TokenScope
from eoffice.api.authentication import needs_scope
from eoffice.api.conditional import optional_version, set_etag
from eoffice.api.idempotency import settles_itself
from eoffice.api.organisation.shapes import OfficialRef
from eoffice.api.requests import ApiRequest
from eoffice.listing import NEWEST_FIRST, ListQuery, SortOrders, page_of
from eoffice.organisation.access import require_administrator
from eoffice.organisation.models import Official

router = Router()
ALL = "/retention-schedule/versions"
ONE = f"{ALL}/{{uuid:version_id}}"
SHOWN = 1000
BY_CODE = SortOrders(columns={"code": "code"}, default="code")
CONFLICT: dict[str, Any] = {"x-problems": (409, 412)}


class VersionQuery(ListQuery):
    """Filters of the versions."""

    state: ScheduleState | None = None


def _person(one: Official | None) -> OfficialRef | None:
    return OfficialRef(id=one.pk, name=str(one)) if one else None


def _values(version: ScheduleVersion) -> dict[str, Any]:
    same = ("id", "name", "decree_number", "decree_on", "state", "is_complete")
    more = ("brought_at", "decided_at", "confirmed_sooner")
    return {
        **{name: getattr(version, name) for name in (*same, *more)},
        "state_label": version.get_state_display(),
        "brought_by": _person(version.brought_by),
        "in_force_from": version.in_force_from_on,
        "decided_by": _person(version.decided_by),
        "dates_computed_at": version.recomputed_at,
        "version": version.row_version,
    }


def _answer(
    request: ApiRequest, response: HttpResponse, version_id: UUID
) -> shapes.ScheduleVersionShape:
    version = visible_version(request.actor, version_id)
    set_etag(response, version.row_version)
    return shapes.ScheduleVersionShape(
        **_values(version),
        lines=version.lines.count(),
        changed_files=version.changes.count(),
        allowed_acts=allowed_acts(request.actor, version),
    )


def _draft(request: ApiRequest, version_id: UUID) -> ScheduleVersion:
    version = visible_version(request.actor, version_id)
    if version.state != ScheduleState.DRAFT:
        raise VersionDecided(state=version.state)
    return version


def _line(one: ScheduleLine) -> shapes.ScheduleLineShape:
    same = ("code", "parent", "is_new_code", "description", "active_years")
    more = ("inactive_years", "counted_from", "final_disposition")
    return shapes.ScheduleLineShape(
        **{name: getattr(one, name) for name in (*same, *more)},
        trigger=one.trigger_text,
        exception=one.disposition_exception,
    )


@router.get(
    ALL,
    response=shapes.ScheduleVersionPage,
    summary="Versions of the schedule, newest first",
)
def list_schedule_versions(
    request: ApiRequest, query: Annotated[VersionQuery, Query()]
) -> Any:
    """For administrators: each decree, from draft to replaced."""
    require_administrator(request.actor)
    rows = ScheduleVersion.objects.select_related("brought_by", "decided_by")
    rows = rows.defer("brought_by__nik", "decided_by__nik")
    rows = rows.filter(state=query.state) if query.state else rows
    page = page_of(rows, query, NEWEST_FIRST)
    return page.shown(lambda one: shapes.ScheduleVersionLine(**_values(one)))


@router.post(
    ALL,
    response={201: shapes.ScheduleVersionShape},
    summary="Bring a schedule as a draft",
)
@needs_scope(TokenScope.ADMINISTER)
# the sandbox takes seconds to read the file: not inside a transaction
@settles_itself
def create_schedule_version(
    request: ApiRequest,
    response: HttpResponse,
    file: Annotated[UploadedFile, File(description="XLSX or CSV.")],
    fields: Annotated[shapes.ScheduleFields, Form()],
) -> Any:
    """For administrators: nothing that is in force changes by it."""
    require_administrator(request.actor)
    lines = schedule_of_upload(file)
    made = bring_schedule(
        actor=request.actor, schedule=ScheduleInput(lines=lines, **fields.dict())
    )
    address = reverse("api:get_schedule_version", args=[made.pk])
    response.headers["Location"] = address
    return Status(201, _answer(request, response, made.pk))


@router.get(ONE, response=shapes.ScheduleVersionShape, summary="One version")
def get_schedule_version(
    request: ApiRequest, response: HttpResponse, version_id: UUID
) -> Any:
    """For administrators: with its numbers and what you may do."""
    return _answer(request, response, version_id)


@router.get(
    f"{ONE}/lines", response=shapes.ScheduleLinePage, summary="Lines of a version"
)
def list_schedule_lines(
    request: ApiRequest, version_id: UUID, query: Annotated[ListQuery, Query()]
) -> Any:
    """For administrators: as they were brought, by code."""
    version = visible_version(request.actor, version_id)
    rows = version.lines.all()
    return page_of(rows, query, BY_CODE, name=str(version_id)).shown(_line)


@router.get(
    f"{ONE}/differences",
    response=shapes.ScheduleDifferences,
    summary="What a draft changes",
    openapi_extra={"x-problems": (409,)},
)
def get_schedule_differences(request: ApiRequest, version_id: UUID) -> Any:
    """For administrators: against the rules in force, code by code."""
    found = differences_of(_draft(request, version_id))
    return shapes.ScheduleDifferences(
        new=[one.code for one in found.new[:SHOWN]],
        changed=[
            shapes.LineDifference(
                code=one.line.code, words=[list(pair) for pair in one.words]
            )
            for one in found.changed[:SHOWN]
        ],
        gone=[one.classification.code for one in found.gone[:SHOWN]],
        gaps=[one.code for one in found.gaps[:SHOWN]],
        new_count=len(found.new),
        changed_count=len(found.changed),
        gone_count=len(found.gone),
        gap_count=len(found.gaps),
        new_codes=found.new_codes,
        same=found.same,
    )


@router.get(
    f"{ONE}/simulation",
    response=shapes.ScheduleSimulation,
    summary="What a draft would move",
    openapi_extra={"x-problems": (409,)},
)
def simulate_schedule(request: ApiRequest, version_id: UUID) -> Any:
    """For administrators: how many files end earlier, later or otherwise, and which."""
    version = _draft(request, version_id)
    found = simulate(version)
    moving = [one for one in (*SOONER, ChangeKind.LATER) if found.counts.get(one)]
    return shapes.ScheduleSimulation(
        counts={ChangeKind(kind): number for kind, number in found.counts.items()},
        sooner=found.sooner,
        files={
            kind: [
                shapes.MovedFileShape(
                    record_file=one.record_file.pk,
                    number=one.record_file.number,
                    before=one.before,
                    after=one.after,
                )
                for one in moved_files(version, kind)
            ]
            for kind in moving
        },
    )


@router.post(
    f"{ONE}/put-in-force",
    response=shapes.ScheduleVersionShape,
    summary="Let a draft hold from today on",
    openapi_extra=CONFLICT,
)
@needs_scope(TokenScope.ADMINISTER)
def put_schedule_in_force(
    request: ApiRequest,
    response: HttpResponse,
    version_id: UUID,
    payload: shapes.PuttingInForce,
) -> Any:
    """For another administrator than the one who brought it."""
    put_in_force(
        actor=request.actor,
        version_id=version_id,
        confirmed_sooner=payload.confirmed_sooner,
        expected_version=optional_version(request),
    )
    return _answer(request, response, version_id)


@router.post(
    f"{ONE}/give-up",
    response=shapes.ScheduleVersionShape,
    summary="Give a draft up",
    openapi_extra=CONFLICT,
)
@needs_scope(TokenScope.ADMINISTER)
def give_up_schedule(
    request: ApiRequest, response: HttpResponse, version_id: UUID
) -> Any:
    """For administrators; it stays readable."""
    give_up_draft(
        actor=request.actor,
        version_id=version_id,
        expected_version=optional_version(request),
    )
    return _answer(request, response, version_id)
