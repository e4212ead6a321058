"""The security class of a letter or a record (SKKAAD): who may know of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SecurityClass(models.TextChoices):
    """Klasifikasi keamanan (SKKAAD): who may know."""

    BIASA = "biasa", _("Ordinary")
    TERBATAS = "terbatas", _("Restricted")
    RAHASIA = "rahasia", _("Confidential")
    SANGAT_RAHASIA = "sangat_rahasia", _("Secret")

    @property
    def level(self) -> int:
        """Return 0 for ordinary up to 3 for secret."""
        return list(SecurityClass).index(self)
