"""Bringing files: each is taken in and checked; then they become letters."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from eoffice.accounts.models import User
from eoffice.errors import Fault, Invalid, NotFound, OfficeError
from eoffice.objects.models import Upload
from eoffice.objects.operations import receive_upload
from eoffice.objects.queries.uploads import facts_of, upload_of
from eoffice.shell.entry import office_view
from workflow import access
from workflow.admin.acting import acting
from workflow.admin.once import once
from workflow.models import Channel
from workflow.operations.receiving import receive_letter

MOST_FILES = 50


def _shown(upload: Upload) -> JsonResponse:
    facts = facts_of(upload)
    return JsonResponse(
        {
            "id": str(facts.id),
            "name": facts.name,
            "state": facts.state,
            "reason": facts.reason_text,
            "poll": reverse("incoming_upload_state", args=[facts.id]),
        }
    )


@office_view
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take one file in; the answer says where to ask for its check."""
    actor = acting(request)
    if not access.clerk_registers(actor):
        raise NotFound
    file = request.FILES.get("file")
    if file is None:
        text = _("Add at least one file.")
        raise Invalid([Fault(field="file", code="required", message=text)])
    name = file.name or "berkas"
    try:
        owner = cast("User", request.user)
        taken = receive_upload(owner=owner, name=name, stream=file, actor=actor)
    except OfficeError as error:
        return JsonResponse(
            {"state": "refused", "reason": str(error)}, status=error.status
        )
    return _shown(taken)


@office_view
@require_GET
def upload_state(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Say how the check of one's own file stands."""
    return _shown(upload_of(upload_id, owner_id=acting(request).user_id))


def _ids(given: list[str]) -> list[UUID]:
    try:
        return [UUID(one) for one in given[:MOST_FILES]]
    except ValueError as error:
        raise NotFound from error


@office_view
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Make letters of the files: one each, or all together one."""
    actor = acting(request)
    ids = _ids(request.POST.getlist("upload"))
    groups = [ids] if request.POST.get("together") == "yes" else [[one] for one in ids]
    channel = request.POST.get("channel", Channel.SCAN)
    known = channel in Channel.values and channel != Channel.INTERNAL

    def act() -> str:
        letters = [
            receive_letter(
                actor=actor,
                upload_ids=group,
                channel=channel if known else Channel.SCAN,
            )
            for group in groups or [[]]
        ]
        return reverse("incoming_register", args=[letters[0].pk])

    return redirect(once(request, act))
