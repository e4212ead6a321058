"""Officials: the people who hold positions, with what a signature block prints."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.crypto_fields import EncryptedTextField
from eoffice.identifiers import uuid7


class Official(models.Model):
    """A person in the service of the region. NIK is encrypted and shown masked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # every act names the official behind the account
        related_name="official",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name without degrees"), max_length=120)
    title_before = models.CharField(_("degrees before"), max_length=40, blank=True)
    title_after = models.CharField(_("degrees after"), max_length=60, blank=True)
    nip = models.CharField(
        _("NIP"),
        max_length=18,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^\d{18}$", _("A NIP has 18 digits."))],
    )
    nik = EncryptedTextField(_("NIK"), blank=True)
    rank = models.CharField(_("rank"), max_length=60, blank=True)
    grade = models.CharField(_("grade"), max_length=10, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("in service"), default=True)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nip__isnull=True) | Q(nip__regex=r"^[0-9]{18}$"),
                name="nip_has_18_digits",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Return the name with its degrees: `Ir. Widya Kusumaningrum, M.T.`."""
        named = f"{self.title_before} {self.name}".strip()
        return f"{named}, {self.title_after}" if self.title_after else named

    @property
    def masked_nik(self) -> str:
        """Return the NIK with all but its last four digits hidden."""
        return f"{'•' * 12}{self.nik[-4:]}" if self.nik else ""
