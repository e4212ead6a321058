"""The state of a letter as a tag: word, kind, icon."""

from eoffice.shell.queue import Tag
from workflow.letters.models import Letter, LetterStatus

LOOKS: dict[str, tuple[str, str]] = {
    LetterStatus.DRAFT: ("", "square-pen"),
    LetterStatus.IN_VERIFICATION: ("info", "hourglass"),
    LetterStatus.RETURNED: ("due", "undo-2"),
    LetterStatus.AWAITING_SIGNATURE: ("info", "pen-line"),
    LetterStatus.SIGNED: ("ok", "file-check"),
    LetterStatus.SENT: ("ok", "send"),
    LetterStatus.REVOKED: ("late", "ban"),
}


def status_tag(letter: Letter) -> Tag:
    """Return the tag of the letter's state."""
    kind, icon = LOOKS[letter.status]
    return Tag(text=letter.get_status_display(), kind=kind, icon=icon)
