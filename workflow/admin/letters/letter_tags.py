"""The state of a letter as a tag: word, kind, icon."""

from eoffice.shell.queue import Tag
from workflow.contacts.outside_state import OutsideState
from workflow.letters.models import Letter, LetterStatus

LOOKS: dict[str, tuple[str, str]] = {
    LetterStatus.DRAFT: ("", "square-pen"),
    LetterStatus.IN_VERIFICATION: ("info", "hourglass"),
    LetterStatus.RETURNED: ("due", "undo-2"),
    LetterStatus.AWAITING_SIGNATURE: ("info", "pen-line"),
    LetterStatus.SIGNED: ("ok", "file-check"),
    LetterStatus.SENT: ("ok", "send"),
    LetterStatus.REVOKED: ("late", "ban"),
    LetterStatus.REFUSED: ("late", "ban"),
}
# Somebody outside has not got it yet: it must not look finished.
TO_SEND = (OutsideState.WAITING, OutsideState.BOUNCED)


def status_tag(letter: Letter) -> Tag:
    """Return the tag of the letter's state."""
    kind, icon = LOOKS[letter.status]
    if letter.is_in_force and letter.outside in TO_SEND:
        kind, icon = "due", "send"
    return Tag(text=letter.get_status_display(), kind=kind, icon=icon)
