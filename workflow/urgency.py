"""How fast a letter must move on (sifat surat, tata naskah 5.1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Urgency(models.TextChoices):
    """Sifat: how fast it must move (domain words stay Indonesian)."""

    BIASA = "biasa", _("Normal")
    SEGERA = "segera", _("Urgent")
    SANGAT_SEGERA = "sangat_segera", _("Very urgent")
