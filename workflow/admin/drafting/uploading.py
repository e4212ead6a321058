"""Attachments on their way in: received, then checked in the background."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.accounts.models import User
from eoffice.errors import NotFound, OfficeError
from eoffice.files import receive_upload
from eoffice.files.parts import PART_BYTES, PartsHeld, SentPart, keep_part, parts_of
from eoffice.files.uploads import facts_of, upload_of
from eoffice.objects.errors import PartRefused
from eoffice.objects.models import Upload
from eoffice.shell.acting import acting


def _told(upload: Upload) -> dict[str, str]:
    facts = facts_of(upload)
    return {
        "id": str(facts.id),
        "name": facts.name,
        "size": str(facts.size),
        "state": facts.state,
        "reason": facts.reason_text,
    }


@require_POST
def letter_upload(request: HttpRequest) -> JsonResponse:
    """Take in one file; its check goes on by itself."""
    actor = acting(request)
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"reason": _("No file arrived.")}, status=400)
    try:
        upload = receive_upload(
            owner=request.user,  # type: ignore[arg-type] # logged in: the guard saw to it
            name=file.name or "",
            stream=file,
            actor=actor,
        )
    # As JSON: the script shows the reason beside the file, the page stays.
    except OfficeError as refusal:
        return JsonResponse({"reason": str(refusal)}, status=refusal.status)
    return JsonResponse(_told(upload))


@require_POST
def letter_upload_part(request: HttpRequest) -> JsonResponse:
    """Take in one part of a file, or none, and tell which have arrived."""
    actor = acting(request)
    owner: User = request.user  # type: ignore[assignment] # logged in, as above
    try:
        if file := request.FILES.get("file"):
            sent = _sent_part(request, file)
            held = keep_part(owner=owner, sent=sent, actor=actor)
        else:
            held = parts_of(_key(request), owner=owner)
    except OfficeError as refusal:
        return JsonResponse({"reason": str(refusal)}, status=refusal.status)
    return JsonResponse(_held(held))


def _held(held: PartsHeld) -> dict[str, object]:
    upload = _told(held.upload) if held.upload else None
    return {"parts": held.numbers, "upload": upload}


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError as fault:
        raise NotFound from fault


def _sent_part(request: HttpRequest, file: UploadedFile) -> SentPart:
    try:
        size, number = (int(request.POST.get(n, "")) for n in ("size", "number"))
    except ValueError as fault:
        raise PartRefused from fault
    return SentPart(
        key=_key(request),
        name=request.POST.get("name", ""),
        size=size,
        number=number,
        # one byte more than a part may have shows that it is too long
        content=file.read(PART_BYTES + 1),
    )


def letter_upload_state(request: HttpRequest, upload_id: UUID) -> JsonResponse:
    """Tell how the check of one's own file stands."""
    actor = acting(request)
    return JsonResponse(_told(upload_of(upload_id, owner_id=actor.user_id)))
