"""The text of a letter delivered inside: from its content, nothing is recognised."""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.utils.html import strip_tags

from eoffice.outbox import events
from workflow.models import IncomingLetter, PageText
from workflow.operations.reading_incoming import READ

A4_POINTS = (595.28, 841.89)
#: Parts of the content tree that are read aloud, in their order on the page.
SPOKEN = ("subject", "recipients", "sender", "body", "signature", "cc", "annexes")
SKIPPED = frozenset({"id", "type", "widths", "level"})


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield strip_tags(part)
    elif isinstance(part, dict):
        for name, inner in part.items():
            if name not in SKIPPED:
                yield from _texts(inner)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from _texts(inner)


def plain_text(content: dict[str, object]) -> str:
    """Return the words of a frozen content tree, one part a line."""
    parts = (" ".join(_texts(content.get(name))) for name in SPOKEN)
    return "\n".join(part.strip() for part in parts if part.strip())


@transaction.atomic
def keep_delivered_text(*, incoming_id: UUID) -> None:
    """Keep the text beside the first file of a delivered letter; again harmless."""
    found = IncomingLetter.objects.select_related("delivery__letter")
    incoming = found.filter(pk=incoming_id, delivery__isnull=False).first()
    file = incoming.files.first() if incoming else None
    if incoming is None or file is None or incoming.delivery is None:
        return
    version = incoming.delivery.letter.versions.order_by("-number").first()
    if version is None or file.page_texts.exists():
        return
    width, height = A4_POINTS
    PageText.objects.create(
        file=file,
        page=1,
        source="embedded",
        text=plain_text(version.content),
        width_pt=width,
        height_pt=height,
    )
    file.pages, file.text_source = version.pages, "embedded"
    file.save(update_fields=["pages", "text_source"])
    events.add(READ, incoming_id=incoming.pk)
