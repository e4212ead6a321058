"""How fast a letter must move on (sifat surat, tata naskah 5.1)."""

from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _


class Urgency(models.TextChoices):
    """Sifat: how fast it must move (domain words stay Indonesian)."""

    BIASA = "biasa", _("Normal")
    SEGERA = "segera", _("Urgent")
    SANGAT_SEGERA = "sangat_segera", _("Very urgent")


class Urgent(Protocol):
    """A row with an urgency: a letter in or out."""

    urgency: str


def urgency_of(thing: Urgent | None) -> int:
    """Return 0 for ordinary, 1 for urgent, 2 for very urgent."""
    return list(Urgency).index(Urgency(thing.urgency)) if thing else 0
