"""What only hand-overs have: a package, its check, and the verdict of the archives."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from ninja import Router, Status

from archive.api.custody import shapes
from archive.api.custody.routes import CONFLICT, answer, visible
from archive.api.papers.shapes import PaperContent
from archive.custody.checking import start_check
from archive.custody.packaging import make_package_again, take_package
from archive.custody.papers import decree_of
from archive.custody.states import CustodyItemState, MoveKind
from archive.custody.verifying import verify_files
from archive.exchange.models import ExportState
from eoffice.api.file_answers import file_answer
from eoffice.api.requests import ApiRequest
from eoffice.api.routers.jobs import Job, show_job
from workflow.reading_copies import give_package

router = Router()
ONE = "/handovers/{uuid:move_id}"
FORMS = file_answer(["application/zip"])


@router.get(
    f"{ONE}/package",
    response=shapes.HandoverPackage,
    summary="Package, decree and verdicts of a hand-over",
)
def get_handover_package(request: ApiRequest, move_id: UUID) -> Any:
    """How far the package is, until when it is kept, and how many files wait."""
    found = visible(request, MoveKind.HANDOVER, move_id)
    package, decree = found.package, decree_of(found)
    stored = package.stored if package else None
    listed = found.items.filter(state=CustodyItemState.LISTED)
    return shapes.HandoverPackage(
        state=ExportState(package.state) if package else None,
        records=package.record_count if package else 0,
        size=stored.size if stored else None,
        sha256=stored.sha256 if stored else None,
        kept_until=package.ends_at if package else None,
        decree=PaperContent(
            number=decree.number, date=decree.date, by=decree.by, text=""
        )
        if decree
        else None,
        unverified=listed.filter(verdict="").count(),
    )


@router.post(
    f"{ONE}/package",
    response={202: shapes.HandoverPackage},
    summary="Have the package of a hand-over written again",
    openapi_extra=CONFLICT,
)
def make_handover_package(
    request: ApiRequest, response: HttpResponse, move_id: UUID
) -> Any:
    """For who gives, once the last one failed or is kept no longer."""
    visible(request, MoveKind.HANDOVER, move_id)
    found = make_package_again(actor=request.actor, move_id=move_id)
    if found.package is not None:
        address = reverse("api:get_job", args=[found.package.job_id])
        response.headers["Location"] = address
    return Status(202, get_handover_package(request, move_id))


@router.get(
    f"{ONE}/package/content",
    summary="The package of a hand-over (BagIt)",
    openapi_extra={**FORMS, "x-problems": (409,)},
)
def get_handover_package_content(
    request: ApiRequest, move_id: UUID
) -> HttpResponseBase:
    """For who gives or receives; noted in the trail."""
    visible(request, MoveKind.HANDOVER, move_id)
    taken = take_package(actor=request.actor, move_id=move_id)
    return give_package(request, taken.stored, name=taken.name)


@router.post(
    f"{ONE}/check",
    response={202: Job},
    summary="Have the hashes of a hand-over checked",
    openapi_extra=CONFLICT,
)
def check_handover(request: ApiRequest, response: HttpResponse, move_id: UUID) -> Any:
    """For who receives: each file of the package against what was captured."""
    visible(request, MoveKind.HANDOVER, move_id)
    job = start_check(actor=request.actor, move_id=move_id)
    response.headers["Location"] = reverse("api:get_job", args=[job.pk])
    return Status(202, show_job(job))


@router.post(
    f"{ONE}/verify",
    response=shapes.CustodyMove,
    summary="Accept or refuse files of a hand-over",
    openapi_extra=CONFLICT,
)
def verify_handover(
    request: ApiRequest,
    response: HttpResponse,
    move_id: UUID,
    payload: shapes.FileVerdict,
) -> Any:
    """For who receives; what is refused leaves when the list is accepted."""
    visible(request, MoveKind.HANDOVER, move_id)
    verify_files(
        actor=request.actor,
        move_id=move_id,
        verdict=payload.verdict,
        orders=payload.items,
        reason=payload.reason,
    )
    return answer(request, response, MoveKind.HANDOVER, move_id)
