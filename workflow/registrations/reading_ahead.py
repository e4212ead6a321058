"""Words of a new version read ahead, so that "Mark changes" answers at once."""

from uuid import UUID

from eoffice.objects.page_words import prepare_page_words
from eoffice.outbox.events import Event, on
from eoffice.outbox.lanes import Lane
from workflow.letters.events import LetterEvent
from workflow.letters.models import LetterVersion


def read_ahead(event: Event) -> None:
    """Read the words of the newest version; done already, it does nothing.

    A first version is left alone: it is compared with nothing, and a mail merge
    submits a thousand of them at once.
    """
    versions = LetterVersion.objects.filter(
        letter=UUID(event.payload["letter_id"])
    ).select_related("pdf")
    newest = versions.order_by("-number").first()
    if newest is not None and newest.number > 1:
        prepare_page_words(newest.pdf)


def register() -> None:
    """Register the handlers."""
    for name in (LetterEvent.SUBMITTED, LetterEvent.CORRECTED):
        on(name, "workflow.read_ahead", read_ahead, lane=Lane.SLOW)
