"""The states of a review, what it may say of a file, and why a file leaves it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewState(models.TextChoices):
    """States of a review, as the API names them."""

    DRAFT = "draft", _("Being prepared")
    SUBMITTED = "submitted", _("Being appraised")
    APPROVED = "approved", _("Decided")
    ABORTED = "aborted", _("Called off")


#: Before anything was decided.
LIVE = frozenset({ReviewState.DRAFT, ReviewState.SUBMITTED})


class ReviewWord(models.TextChoices):
    """What the committee may say of a file (tata naskah 9.7)."""

    DESTROY = "destroy", _("Destroy: goes to a destruction list")
    PERMANENT = "permanent", _("Keep for good")
    KEEP_UNTIL = "keep_until", _("Keep longer")


class ReviewDrop(models.TextChoices):
    """Why a file left the review by itself; told on it, never silent."""

    HELD = "held", _("A hold keeps it")
    CHANGED = "changed", _("It was changed after it was listed")
    NOT_DUE = "not_due", _("It is not due for review any more")
    CALLED_OFF = "called_off", _("The list was called off")
