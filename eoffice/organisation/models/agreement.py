"""Agreements: what one administrator asked for and another agrees to or refuses.

Whatever gives somebody rights or a log-in waits here (`four_eyes.py` says what does).
The database refuses that who asked is who agreed.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from eoffice.crypto_fields import EncryptedTextField
from eoffice.identifiers import uuid7
from eoffice.organisation.models.import_draft import ImportDraft
from eoffice.organisation.models.official import Official
from eoffice.organisation.models.position import Position
from eoffice.organisation.models.unit import Unit


class AgreementState(models.TextChoices):
    """Where an agreement stands."""

    PENDING = "pending", _("Waits for a second administrator")
    CONFIRMED = "confirmed", _("Agreed")
    REFUSED = "refused", _("Refused or withdrawn")


class Agreement(models.Model):
    """One deed that takes two. What it is about is named by the keys that are set."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    act = models.CharField(_("act"), max_length=30)
    position = models.ForeignKey(
        Position,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("position"),
    )
    official = models.ForeignKey(
        Official,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("official"),
    )
    unit = models.ForeignKey(
        Unit,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("unit"),
    )
    draft = models.ForeignKey(
        ImportDraft,
        null=True,
        on_delete=models.SET_NULL,  # drafts are forgotten; that it was agreed is not
        related_name="agreements",
        verbose_name=_("draft of an import"),
    )
    # What the operation is called with, as `deeds.py` writes it; emptied once decided
    # (it may hold a NIK or half a password).
    arguments = EncryptedTextField(_("arguments"), blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    seen = models.JSONField(_("seen"), default=dict)  # what must not have grown
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=AgreementState,
        default=AgreementState.PENDING,
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("asked by"),
    )
    requested_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("agreement of two administrators")
        verbose_name_plural = _("agreements of two administrators")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("requested_by"))),
                name="an_agreement_is_made_by_two",
            ),
            models.UniqueConstraint(
                fields=["act", "position", "official", "unit", "draft"],
                condition=Q(state="pending"),
                nulls_distinct=False,
                name="one_pending_agreement_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.state}"
