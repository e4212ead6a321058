"""Signers, attempts and signatures: who signed which bytes, with what proof."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from eoffice.crypto_fields import EncryptedBinaryField
from eoffice.identifiers import uuid7
from eoffice.objects.models import StoredObject
from eoffice.organisation.models import Official, Position
from workflow.letters.models import Letter, LetterVersion
from workflow.numbering.models import LedgerNumber


class SignerCredential(models.Model):
    """An official's signing certificate. The passphrase is never kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="credentials"
    )
    kind = models.CharField(_("kind"), max_length=10, default="pkcs12")
    pkcs12 = EncryptedBinaryField(null=True)
    certificate = models.BinaryField(_("certificate (DER)"))
    serial = models.CharField(_("serial number"), max_length=60)
    is_demo = models.BooleanField(_("of the demo authority"), default=False)
    valid_from = models.DateTimeField(_("valid from"))
    valid_to = models.DateTimeField(_("valid to"))
    enrolled_at = models.DateTimeField(_("enrolled at"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    wrong_secrets = models.PositiveSmallIntegerField(default=0)
    blocked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("signing certificate")
        verbose_name_plural = _("signing certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["official"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_credential_in_use_per_official",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True)
                | Q(withdrawn_at__gte=F("enrolled_at")),
                name="certificate_withdrawn_after_it_was_enrolled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official} {self.serial}"


class AttemptState(models.TextChoices):
    """States of a signing attempt."""

    OPEN = "open", _("Open")
    DECIDED = "decided", _("Decided")
    ABANDONED = "abandoned", _("Abandoned")


class SigningAttempt(models.Model):
    """One act of signing under way; unique while open, ends by itself.

    Bytes stored by an attempt that never decided are orphans for the sweeper.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, related_name="attempts"
    )
    version = models.ForeignKey(
        LetterVersion, on_delete=models.PROTECT, related_name="attempts"
    )
    ledger_number = models.ForeignKey(
        LedgerNumber, on_delete=models.PROTECT, related_name="attempts"
    )
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        _("state"), max_length=10, choices=AttemptState, default=AttemptState.OPEN
    )
    verification_code = models.CharField(max_length=40)
    letter_date = models.DateField(_("date on the letter"))
    outcome = models.CharField(_("outcome"), max_length=60, blank=True)
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        verbose_name = _("signing attempt")
        verbose_name_plural = _("signing attempts")
        constraints = [
            models.UniqueConstraint(
                fields=["letter"],
                condition=Q(state="open"),
                name="one_open_attempt_per_letter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.state}"


class Signature(models.Model):
    """One revision of signed bytes; the newest is `letter.signatures.last()`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, related_name="signatures"
    )
    version = models.ForeignKey(
        LetterVersion, on_delete=models.PROTECT, related_name="signatures"
    )
    parent = models.OneToOneField(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="augmented",
        verbose_name=_("earlier revision"),
    )
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    authority = models.CharField(_("authority"), max_length=20)
    printed_name = models.CharField(_("name as printed"), max_length=200)
    printed_title = models.CharField(_("title as printed"), max_length=300)
    stored = models.OneToOneField(
        StoredObject, on_delete=models.PROTECT, related_name="signature"
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    level = models.CharField(_("level"), max_length=6)
    is_demo = models.BooleanField(_("by the demo authority"), default=False)
    certificate_sha256 = models.CharField(max_length=64)
    claimed_at = models.DateTimeField(_("claimed time"))
    trusted_at = models.DateTimeField(_("trusted time"), null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(parent__isnull=True),
                name="one_signature_per_version_and_slot",
            ),
        ]
        indexes = [
            models.Index(
                fields=["certificate_sha256", "claimed_at"], name="signatures_by_act"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed_name} {self.level}"
