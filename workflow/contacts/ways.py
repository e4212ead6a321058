"""The ways a letter goes out by, as the office names them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DispatchWay(models.TextChoices):
    """How a letter gets to somebody outside."""

    LINK = "link", _("Link with a code")
    EMAIL = "email", _("E-mail with a link")
    LABEL = "label", _("Post, with a printed label")
    HAND = "hand", _("Courier, with the delivery book")
    SRIKANDI = "srikandi", _("SRIKANDI package")


#: The reader gets the letter by a link of ours.
BY_LINK = frozenset({DispatchWay.LINK, DispatchWay.EMAIL})
#: It leaves on paper and stands in the delivery book (buku ekspedisi).
ON_PAPER = frozenset({DispatchWay.LABEL, DispatchWay.HAND})
