"""Reading uploads: one's own only."""

from dataclasses import dataclass
from uuid import UUID

from eoffice.errors import NotFound
from eoffice.objects.checking import REASON_TEXTS
from eoffice.objects.models import Upload


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadFacts:
    """An upload as the API shows it; `size` in bytes."""

    id: UUID
    name: str
    sha256: str
    size: int
    media_type: str
    state: str
    reason: str
    reason_text: str


def facts_of(upload: Upload) -> UploadFacts:
    """Return what its owner may know of an upload."""
    text = REASON_TEXTS.get(upload.reason, "")
    return UploadFacts(
        id=upload.pk,
        name=upload.name,
        sha256=upload.stored.sha256,
        size=upload.stored.size,
        media_type=upload.stored.media_type,
        state=upload.state,
        reason=upload.reason,
        reason_text=str(text),
    )


def upload_of(upload_id: UUID, *, owner_id: UUID) -> Upload:
    """Return the owner's upload.

    Raises:
        NotFound: unknown, or somebody else's.
    """
    uploads = Upload.objects.select_related("stored")
    found = uploads.filter(pk=upload_id, owner_id=owner_id).first()
    # the same answer for both: an id alone must not tell that an upload exists
    if found is None:
        raise NotFound
    return found
