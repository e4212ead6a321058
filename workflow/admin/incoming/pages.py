"""The pages of an incoming letter for the viewer: pictures, boxes, text."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from eoffice.shell.components import Box, PageViewer, SheetPage
from workflow.admin.letters.text_view import letter_html
from workflow.delivery.models import delivery_of
from workflow.incoming.models import IncomingLetter, PageText
from workflow.rendering.tree import LetterTree

# A book of scans would take a phone's memory; the file itself can be taken.
MOST_SHOWN = 60
A4 = (595.28, 841.89)


def _texts(incoming: IncomingLetter) -> dict[tuple[int, int], PageText]:
    rows = PageText.objects.filter(file__incoming=incoming).select_related("file")
    return {(one.file.order, one.page): one for one in rows[: MOST_SHOWN * 2]}


def _text_of(texts: Sequence[PageText]) -> SafeString:
    lines = (line for one in texts for line in one.text.split("\n") if line.strip())
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))


def _own_text(incoming: IncomingLetter) -> SafeString | None:
    """Return the sender's own text of a letter delivered inside: whole, in order.

    What is read off the page of anything else has lost tables and columns.
    """
    delivery = delivery_of(incoming)
    version = delivery.letter.current_version if delivery else None
    return letter_html(LetterTree.model_validate(version.content)) if version else None


def viewer_of(
    incoming: IncomingLetter,
    title: str,
    boxes: Mapping[int, Sequence[Box]] | None = None,
) -> PageViewer:
    """Return the viewer of all files as one row of pages."""
    texts = _texts(incoming)
    pages: list[SheetPage] = []
    for file in incoming.files.all():
        for page in range(1, (file.pages or 0) + 1):
            text, number = texts.get((file.order, page)), len(pages) + 1
            width, height = (text.width_pt, text.height_pt) if text else A4
            pages.append(
                SheetPage(
                    image_url=reverse("incoming_page", args=[incoming.pk, number]),
                    width=width,
                    height=height,
                    boxes=(boxes or {}).get(number, ()),
                )
            )
    own = _own_text(incoming)
    shown = own or _text_of([texts[key] for key in sorted(texts)])
    return PageViewer(
        pages=pages[:MOST_SHOWN],
        title=title,
        text=shown,
        phone_first="text" if own else "pages",
    )
