"""Why a Word file is not taken into a draft, in words that say what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eoffice.errors import OfficeError, StateForbids

# By the code that the reading in the sandbox answers, or a fault of the sandbox.
WHY: dict[str, Promise] = {
    "macros": _(
        "This Word file carries macros, which are programs. Save it as an ordinary"
        " Word document (.docx) and bring that."
    ),
    "entities": _(
        "This file declares things that no Word document has. Open it in Word, save it"
        " anew and bring that."
    ),
    "strict": _(
        "This is a “Strict Open XML” document. Save it in Word as an ordinary Word"
        " document (.docx) and bring that."
    ),
    "other_kind": _("This is no Word document. Bring a file with the end .docx."),
    "too_deep": _(
        "This file is nested too deep, for example tables in tables. Make it simpler,"
        " or copy its text into the letter."
    ),
    "file_broken": _(
        "This Word file is broken or incomplete. Open it in Word, save it anew and"
        " bring that."
    ),
    "file_encrypted": _(
        "This Word file is locked with a password. Save it without one and bring that."
    ),
    "file_too_large": _(
        "Unpacked, this Word file is larger than allowed. Take pictures out of it and"
        " bring it again."
    ),
    "sandbox_timeout": _(
        "Reading this Word file takes too long. Divide it and bring the parts."
    ),
    "sandbox_memory": _(
        "This Word file needs too much memory to be read. Divide it and bring the"
        " parts."
    ),
    "empty": _("This Word file has no text that a letter could take."),
}
UNREADABLE = _("This Word file cannot be read safely. The letter is as it was.")


class WordFileRefused(OfficeError):
    """The file gives no text; the letter is as it was. `code` says why."""

    status = 422

    def __init__(self, code: str) -> None:
        """Put the reason into a sentence."""
        super().__init__(WHY.get(code, UNREADABLE))
        self.code = f"word_{code}"


class DraftHasText(StateForbids):
    """The draft has text, and nobody said that the file's goes below it."""

    code = "draft_has_text"
    message = _(
        "This draft has text already. Add the text of the file below it, or empty the"
        " draft first; nothing is overwritten."
    )
