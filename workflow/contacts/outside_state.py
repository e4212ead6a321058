"""How far an issued letter has got with those outside, in one word and in words.

Letters keep the word, the room of dispatches writes it.

"Sent" is said only of what has left: a letter with an addressee outside is `signed`
until each of them was sent or handed it. Copies (tembusan) outside do not hold the
word up, but it says that they wait.
"""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class OutsideState(models.TextChoices):
    """What is still to be done for those outside; empty before the delivery."""

    NONE = "none", _("Nobody outside")
    WAITING = "waiting", _("Waits to be sent")
    BOUNCED = "bounced", _("Came back")
    DONE = "done", _("Everything has left")
    # Issued before dispatches were kept: it may have been carried out by hand.
    UNRECORDED = "unrecorded", _("Not recorded")


_LABELS: dict[tuple[str, str], str | Promise] = {
    ("signed", OutsideState.WAITING): _("Signed, waits to be sent"),
    ("signed", OutsideState.BOUNCED): _("Signed, came back unsent"),
    ("signed", OutsideState.UNRECORDED): _("Signed, sending out was not recorded"),
    ("sent", OutsideState.WAITING): _("Sent, part of it waits to be sent"),
    ("sent", OutsideState.BOUNCED): _("Sent, came back from an addressee"),
}


def outside_words(status: str, outside: str) -> str:
    """Return the state of a letter in words, where something is left outside."""
    return str(_LABELS.get((status, outside), ""))
