"""Files brought as a proof of something: a picture of a paper, or the paper scanned.

Such a file may be named while its check still runs; it is given to nobody before.
"""

from uuid import UUID

from django.utils.translation import gettext as _

from eoffice.errors import Fault
from eoffice.objects.models import Upload, UploadState

EVIDENCE_KINDS = frozenset({"image/jpeg", "image/png", "image/webp", "application/pdf"})
#: The same kinds, for the `accept` of a file field.
EVIDENCE_NAMES = ".jpg,.jpeg,.png,.webp,.pdf"


def own_upload(upload_id: UUID, *, owner_id: UUID | None) -> Upload | None:
    """Return the person's own upload; an id that was guessed opens nobody's file."""
    mine = Upload.objects.filter(owner_id=owner_id, pk=upload_id)
    return mine.select_related("stored").first()


def evidence_faults(upload: Upload | None, field: str) -> list[Fault]:
    """Return why the file is no proof; `field` is where the person named it."""
    if upload is None or upload.state == UploadState.REFUSED:
        text = _("This file is not there, or was refused by its check.")
        return [Fault(field=field, code="unknown_upload", message=text)]
    if upload.stored.media_type not in EVIDENCE_KINDS:
        text = _("A proof is a picture (JPEG, PNG, WebP) or a PDF.")
        return [Fault(field=field, code="wrong_kind", message=text)]
    return []
