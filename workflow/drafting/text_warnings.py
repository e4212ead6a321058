"""What a reader of the text would ask about before a letter goes on."""

from django.utils import timezone

from eoffice.errors import Fault
from eoffice.holidays.calendars import calendar_of
from workflow.letters.content import readable_body
from workflow.letters.models import Letter
from workflow.proofreading.judging import Around, text_warnings
from workflow.proofreading.passages import passages_of
from workflow.rendering.tree_blocks import AnnexHead


def text_warnings_of(letter: Letter) -> list[Fault]:
    """Return days, sums, names, attachments and words to look at again; it may go."""
    body = readable_body(letter)
    around = Around(
        today=timezone.localdate(),
        calendar=calendar_of(letter.unit),
        has_attachments=letter.attachments.exists()
        or any(isinstance(block, AnnexHead) for block in body),
    )
    return text_warnings(body, around)


def words_of(letter: Letter) -> str:
    """Return the running text of the letter's body, a line for each part."""
    return "\n".join(one.text for one in passages_of(readable_body(letter)))
