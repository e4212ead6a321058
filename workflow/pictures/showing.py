"""Pictures shown while a text is written; of what was brought only what is drawn."""

from uuid import UUID

from workflow.pictures.models import DrawnPicture
from workflow.rendering.pictures import picture_bytes


def drawn_in(letter_id: UUID, upload_id: UUID) -> bytes | None:
    """Return the JPEG that the letter shows, or showed, of an upload."""
    found = DrawnPicture.objects.filter(upload=upload_id, letters__letter=letter_id)
    sha256 = found.values_list("sha256", flat=True).first()
    return picture_bytes(sha256) if sha256 else None
