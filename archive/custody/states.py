"""The kinds and states of a move of custody."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MoveKind(models.TextChoices):
    """Why files change their keeper."""

    TRANSFER = "transfer", _("Transfer of inactive records")
    HANDOVER = "handover", _("Hand-over of permanent records")
    SUCCESSION = "succession", _("Succession of a unit that ended")


class CustodyState(models.TextChoices):
    """States of a move, as the API names them."""

    DRAFT = "draft", _("Being prepared")
    SUBMITTED = "submitted", _("Waiting for the receiver")
    APPROVED = "approved", _("Accepted, to be signed")
    EXECUTING = "executing", _("Being moved")
    DONE = "done", _("Moved")
    ABORTED = "aborted", _("Called off")


#: Before anything moved.
BEFORE_MOVING = frozenset(
    {CustodyState.DRAFT, CustodyState.SUBMITTED, CustodyState.APPROVED}
)


class CustodyItemState(models.TextChoices):
    """How far a file is."""

    LISTED = "listed", _("On the list")
    DROPPED = "dropped", _("Taken off the list")
    MOVED = "moved", _("Moved")


class CustodyDrop(models.TextChoices):
    """Why a file left the list; told on it, never silent."""

    HELD = "held", _("A hold keeps it")
    ON_LOAN = "on_loan", _("Paper of it is on loan")
    REOPENED = "reopened", _("It was opened again")
    CHANGED = "changed", _("It was changed after it was listed")
    NOT_DUE = "not_due", _("Its retention ends later now")
    REFUSED = "refused", _("The archives (LKD) refused it")
    CALLED_OFF = "called_off", _("The list was called off")


class HandoverVerdict(models.TextChoices):
    """What the archives says of a file that is handed over, after looking at it."""

    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
