"""Attachments on their way in: received, then checked in the background."""

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.errors import OfficeError
from eoffice.files import receive_upload
from eoffice.files.uploads import facts_of, upload_of
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


def letter_upload_state(request: HttpRequest, upload_id: UUID) -> JsonResponse:
    """Tell how the check of one's own file stands."""
    actor = acting(request)
    return JsonResponse(_told(upload_of(upload_id, owner_id=actor.user_id)))
