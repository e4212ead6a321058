"""The attachments of a draft as the form shows them, in their order."""

from dataclasses import dataclass

from django.urls import reverse

from eoffice.objects.models import Upload
from workflow.letters.models import Letter
from workflow.reading_views.states import ShownView, views_of


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentChoice:
    """One of them: the upload's id, its name, its bytes, its pages to read."""

    value: str
    title: str
    meta: str
    view: ShownView | None
    view_url: str


def attachment_choices(letter: Letter) -> list[AttachmentChoice]:
    """Return the attachments as they were saved."""
    rows = {row.stored_id: row for row in letter.attachments.all()}
    places = list(rows)
    uploads = Upload.objects.filter(stored__in=places).select_related("stored")
    views = views_of(upload.stored for upload in uploads)
    return [
        AttachmentChoice(
            value=str(upload.pk),
            title=upload.name,
            meta=str(upload.stored.size),
            view=views.get(upload.stored_id),
            view_url=reverse(
                "letter_attachment_view", args=[letter.pk, rows[upload.stored_id].pk]
            ),
        )
        for upload in sorted(uploads, key=lambda one: places.index(one.stored_id))
    ]
