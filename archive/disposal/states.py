"""The states of a destruction list and of its items, and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListState(models.TextChoices):
    """States of a list, as the API names them."""

    DRAFT = "draft", _("Being prepared")
    SUBMITTED = "submitted", _("Waiting for the committee")
    IN_APPRAISAL = "in_appraisal", _("Being appraised")
    APPROVED = "approved", _("Approved")
    EXECUTING = "executing", _("Being destroyed")
    DESTROYED = "destroyed", _("Destroyed, with proof")
    ABORTED = "aborted", _("Called off")


# A list that is being destroyed ends destroyed: there is no way back from there.
LIST_MOVES: dict[str, frozenset[str]] = {
    ListState.DRAFT: frozenset({"submitted", "aborted"}),
    ListState.SUBMITTED: frozenset({"in_appraisal", "draft", "aborted"}),
    ListState.IN_APPRAISAL: frozenset({"approved", "draft", "aborted"}),
    ListState.APPROVED: frozenset({"executing", "draft", "aborted"}),
    ListState.EXECUTING: frozenset({"destroyed"}),
    ListState.DESTROYED: frozenset(),
    ListState.ABORTED: frozenset(),
}
#: A record stands on one of these at a time.
LIVE = frozenset(
    {
        ListState.DRAFT,
        ListState.SUBMITTED,
        ListState.IN_APPRAISAL,
        ListState.APPROVED,
        ListState.EXECUTING,
    }
)
BEFORE_EXECUTION = LIVE - {ListState.EXECUTING}


class ItemState(models.TextChoices):
    """How far an item is."""

    LISTED = "listed", _("On the list")
    DROPPED = "dropped", _("Taken off the list")
    ERASING = "erasing", _("Being destroyed")
    DESTROYED = "destroyed", _("Destroyed, with proof")


class Appraisal(models.TextChoices):
    """What the committee may say of an item (PP 28/2012 Ps 66)."""

    AGREE = "agree", _("Agreed: destroy")
    KEEP_UNTIL = "keep_until", _("Keep longer")
    PERMANENT = "permanent", _("Keep for good")
    CASE_PENDING = "case_pending", _("Tied to a case")
    OBJECT = "object", _("Objection")


class DropReason(models.TextChoices):
    """Why an item left the list by itself; told on the list, never silent."""

    HELD = "held", _("A hold keeps it")
    ON_LOAN = "on_loan", _("It is on loan")
    VITAL = "vital", _("It proves another procedure and is kept")
    NOT_AGREED = "not_agreed", _("The committee did not agree")
    MOVED = "moved", _("It lies in another file now")
    REOPENED = "reopened", _("Its file was opened again")
    NOT_DUE = "not_due", _("Its retention ends later now")
    OTHER_FATE = "other_fate", _("The schedule does not say destroy any more")
    CHANGED = "changed", _("It was corrected after it was listed")
    UNFINISHED = "unfinished", _("A disposition on it is still open")
    LOCKED = "locked", _("The store keeps its bytes locked still")
    GONE = "gone", _("It is not there any more")
