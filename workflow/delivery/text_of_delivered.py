"""The text of a letter delivered inside: from its content, nothing is recognised."""

from uuid import UUID

from django.db import transaction

from eoffice.outbox import events
from workflow.incoming.events import IncomingEvent
from workflow.incoming.models import IncomingLetter, PageText
from workflow.letters.spoken_text import spoken_text
from workflow.reading import TextSource

A4_POINTS = (595.28, 841.89)


@transaction.atomic
def keep_delivered_text(*, incoming_id: UUID) -> None:
    """Keep the text beside the first file of a delivered letter; again harmless."""
    found = IncomingLetter.objects.select_related("delivery__letter")
    incoming = found.filter(pk=incoming_id, delivery__isnull=False).first()
    file = incoming.files.first() if incoming else None
    if incoming is None or file is None:
        return
    version = incoming.delivery.letter.versions.order_by("-number").first()
    # Handed over twice, or read by now: text that stands is not written again.
    if version is None or file.page_texts.exists():
        return
    width, height = A4_POINTS
    PageText.objects.create(
        file=file,
        page=1,
        source=TextSource.EMBEDDED,
        text=spoken_text(version.content),
        width_pt=width,
        height_pt=height,
    )
    file.pages, file.text_source = version.pages, TextSource.EMBEDDED
    file.save(update_fields=["pages", "text_source"])
    events.add(IncomingEvent.READ, incoming_id=incoming.pk)
