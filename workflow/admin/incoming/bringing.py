"""Bringing files: each is taken in and checked; then they become letters."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from eoffice.accounts.models import User
from eoffice.errors import Fault, Invalid, NotFound, OfficeError
from eoffice.files import receive_upload
from eoffice.files.uploads import facts_of, upload_of
from eoffice.objects.models import Upload, UploadState
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.entry import office_view
from workflow.incoming import access
from workflow.incoming.models import Channel
from workflow.incoming.operations.registering import receive_letter

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


def _channel(request: HttpRequest) -> str:
    given = request.POST.get("channel") or request.GET.get("channel", "")
    # Letters from inside come by delivery, never by an upload.
    known = given in Channel.values and given != Channel.INTERNAL
    return given if known else Channel.SCAN


@office_view
def receive(request: HttpRequest) -> HttpResponse:
    """Make letters of the files: one each, or all together one.

    A form that brings the files itself (a browser without our script) is answered by
    the page that tells how their check stands.
    """
    actor = acting(request)
    if request.method == "GET":
        return _checking(request, actor)
    files = request.FILES.getlist("file")[:MOST_FILES]
    if any(file.name for file in files):
        return _take_in(request, actor, files)
    ids = _ids(request.POST.getlist("upload"))
    # Each file is a letter of its own, unless the clerk says they belong together.
    groups = [ids] if request.POST.get("together") == "yes" else [[one] for one in ids]

    def act() -> str:
        letters = [
            receive_letter(actor=actor, upload_ids=group, channel=_channel(request))
            for group in groups or [[]]
        ]
        return reverse("incoming_register", args=[letters[0].pk])

    return redirect(once(request, act))


def _take_in(
    request: HttpRequest, actor: Actor, files: Sequence[UploadedFile]
) -> HttpResponse:
    if not access.clerk_registers(actor):
        raise NotFound
    query = QueryDict(mutable=True)
    query["together"] = request.POST.get("together", "no")
    query["channel"] = _channel(request)
    owner = cast("User", request.user)
    for file in files:
        name = file.name or "berkas"
        try:
            taken = receive_upload(owner=owner, name=name, stream=file, actor=actor)
            query.appendlist("upload", str(taken.pk))
        except OfficeError as error:
            query.appendlist("ditolak", f"{name[:80]}: {error}")
    return redirect(f"{reverse('incoming_receive')}?{query.urlencode()}")


def _checking(request: HttpRequest, actor: Actor) -> HttpResponse:
    if not access.clerk_registers(actor):
        raise NotFound
    ids = _ids(request.GET.getlist("upload"))
    uploads = [facts_of(upload_of(one, owner_id=actor.user_id)) for one in ids]
    states = [one.state for one in uploads]
    context = {
        "uploads": uploads,
        "refused": [one[:300] for one in request.GET.getlist("ditolak")[:MOST_FILES]],
        "waiting": UploadState.QUARANTINED in states,
        "ready": UploadState.CLEAN in states,
        "together": "yes" if request.GET.get("together") == "yes" else "no",
        "channel": _channel(request),
        "again": request.get_full_path(),
    }
    return render(request, "workflow/incoming/checking.html", context)
