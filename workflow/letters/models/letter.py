"""The outgoing letter: the working copy a drafter edits, and its state.

What was submitted, initialled and signed is a `LetterVersion`, never this row.
State moves only through `operations.moving`; `states.ALLOWED_MOVES` is the whole table.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.crypto_fields import EncryptedTextField
from eoffice.identifiers import uuid7
from eoffice.objects.models import StoredObject
from eoffice.organisation.models import Official, Position, Unit
from workflow.contacts.outside_state import OutsideState, outside_words
from workflow.letter_types.models import LetterType, LetterTypeVersion
from workflow.letters.models.states import (
    EDITABLE,
    IN_FORCE,
    ISSUED,
    UNDER_APPROVAL,
    LetterStatus,
)
from workflow.mandates.forms import AuthorityForm
from workflow.security_class import SecurityClass
from workflow.urgency import Urgency


class Letter(models.Model):
    """One outgoing letter."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter_type = models.ForeignKey(
        LetterType,
        on_delete=models.PROTECT,
        related_name="letters",
        verbose_name=_("letter type"),
    )
    # Kept for good: by its rules the letter is judged, drawn and numbered.
    type_version = models.ForeignKey(
        LetterTypeVersion,
        on_delete=models.PROTECT,
        related_name="letters",
        editable=False,
    )
    status = models.CharField(
        _("state"), max_length=20, choices=LetterStatus, default=LetterStatus.DRAFT
    )
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    classification_code = models.CharField(
        _("classification code"), max_length=40, blank=True
    )
    urgency = models.CharField(
        _("urgency"), max_length=15, choices=Urgency, default=Urgency.BIASA
    )
    security_class = models.CharField(
        _("security class"),
        max_length=15,
        choices=SecurityClass,
        default=SecurityClass.BIASA,
    )
    least_class = models.CharField(
        _("least security class"),
        max_length=15,
        choices=SecurityClass,
        default=SecurityClass.BIASA,
        editable=False,
        help_text=_("Of the letter it was copied from; it is never classed lower."),
    )
    letter_date = models.DateField(
        _("date on the letter"),
        null=True,
        blank=True,
        help_text=_("Empty: the day it is signed."),
    )
    # Blocks of the API as typed (`workflow.letters.body`): a draft may have gaps.
    body = models.JSONField(_("body"), default=list, blank=True)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="letters",
        verbose_name=_("unit that drafts"),
    )
    drafter = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        related_name="drafted_letters",
        verbose_name=_("drafter"),
    )
    drafter_position = models.ForeignKey(
        Position,
        on_delete=models.PROTECT,
        related_name="drafted_letters",
        verbose_name=_("drafter's position"),
    )
    # A position, not a person: its holder is asked at submitting and at signing.
    signatory_position = models.ForeignKey(
        Position,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="letters_to_sign",
        verbose_name=_("signatory"),
    )
    authority = models.CharField(
        _("authority"), max_length=5, choices=AuthorityForm, default=AuthorityForm.OWN
    )
    # Counts every change, so that two people's edits never overwrite each other unseen.
    row_version = models.PositiveIntegerField(default=1, editable=False)
    current_version = models.OneToOneField(
        "workflow.LetterVersion",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    number = models.CharField(_("number"), max_length=120, blank=True, editable=False)
    sequence_number = models.PositiveIntegerField(
        _("sequence number"), null=True, editable=False
    )
    number_year = models.PositiveSmallIntegerField(null=True, editable=False)
    verification_code = models.CharField(  # noqa: DJ001  unknown until signed
        max_length=40,
        null=True,
        unique=True,
        editable=False,
    )
    signed_at = models.DateTimeField(_("signed at"), null=True, editable=False)
    signed_letter_date = models.DateField(null=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)
    # Written by the room of dispatches alone, which knows who outside has it.
    outside = models.CharField(
        _("sending outside"),
        max_length=12,
        choices=OutsideState,
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)
    status_since = models.DateTimeField(_("in this state since"), editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)  # with its record
    # Who may see it, as tokens; written only by `access.refresh_access`.
    access_tokens = ArrayField(models.TextField(), default=list, editable=False)

    class Meta:
        verbose_name = _("outgoing letter")
        verbose_name_plural = _("outgoing letters")
        indexes = [
            models.Index(fields=["status", "-id"], name="letters_by_status"),
            models.Index(fields=["unit", "-id"], name="letters_by_unit"),
            models.Index(fields=["drafter_position", "-id"], name="letters_by_drafter"),
            GinIndex(fields=["access_tokens"], name="letters_by_access"),
        ]
        constraints = [
            models.CheckConstraint(
                # The database holds it too: issued without these, it proves nothing.
                condition=~Q(status__in=["signed", "sent", "revoked"])
                | Q(erased_at__isnull=False)
                | (
                    ~Q(number="")
                    & Q(
                        current_version__isnull=False,
                        verification_code__isnull=False,
                        signed_at__isnull=False,
                    )
                ),
                name="issued_letter_has_number_version_and_code",
            ),
        ]

    def __str__(self) -> str:
        return self.subject or str(_("(no subject yet)"))

    # Django leaves alone what the class says itself.
    def get_status_display(self) -> str:  # type: ignore[no-redef]
        """Return the state in words: of an issued letter with what is left outside."""
        words = outside_words(self.status, self.outside)
        return words or str(LetterStatus(self.status).label)

    @property
    def floor_of_copies(self) -> SecurityClass:
        """Return the least class of what is copied from it: its own, or its floor."""
        classes = SecurityClass(self.security_class), SecurityClass(self.least_class)
        return max(classes, key=lambda one: one.level)

    @property
    def signatory(self) -> Position:
        """Return the signing position of a letter that has been submitted.

        Raises:
            ValueError: none was chosen; submitted letters always have one.
        """
        if self.signatory_position is None:
            raise ValueError("this letter has no signatory yet")
        return self.signatory_position

    @property
    def is_editable(self) -> bool:
        """Only drafts and returned letters can be edited."""
        return self.status in EDITABLE

    @property
    def is_under_approval(self) -> bool:
        """Submitted, and on its way to the signature."""
        return self.status in UNDER_APPROVAL

    @property
    def is_in_force(self) -> bool:
        """Signed and not revoked."""
        return self.status in IN_FORCE

    @property
    def is_issued(self) -> bool:
        """Signed at some time, whatever came after."""
        return self.status in ISSUED


class RecipientKind(models.TextChoices):
    """Addressee or copy."""

    TO = "to", _("To (Yth.)")
    CC = "cc", _("Copy (tembusan)")


class LetterRecipient(models.Model):
    """To whom a letter goes: a position, a unit (its head), or outside."""

    letter = models.ForeignKey(
        Letter, on_delete=models.CASCADE, related_name="recipients"
    )
    kind = models.CharField(_("kind"), max_length=2, choices=RecipientKind)
    order = models.PositiveIntegerField(_("order"), default=0)
    position = models.ForeignKey(
        Position,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("position"),
    )
    unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("unit"),
    )
    external = models.CharField(_("outside name"), max_length=300, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    # Of a person it is personal, and it is not printed: for those who send alone.
    email = EncryptedTextField(_("e-mail"), blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ["-kind", "order"]  # addressees, then copies, as on paper
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(position__isnull=False, unit__isnull=True, external="")
                    | Q(position__isnull=True, unit__isnull=False, external="")
                    | (Q(position__isnull=True, unit__isnull=True) & ~Q(external=""))
                ),
                name="recipient_is_one_of_three",
            ),
        ]

    def __str__(self) -> str:
        return str(self.position or self.unit or self.external)


class LetterReference(models.Model):
    """A letter that this one answers or rests on."""

    letter = models.ForeignKey(
        Letter, on_delete=models.CASCADE, related_name="references"
    )
    # PROTECT: a letter that another rests on is not deleted under it.
    referred = models.ForeignKey(
        Letter, on_delete=models.PROTECT, related_name="referred_by"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "referred"], name="letter_refers_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.referred)


class LetterAttachment(models.Model):
    """A file that goes with the letter."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(
        Letter, on_delete=models.CASCADE, related_name="attachments"
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    name = models.CharField(_("name"), max_length=255)
    stored = models.ForeignKey(StoredObject, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "stored"], name="attachment_once_per_letter"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlannedStep(models.Model):
    """The route as the drafter plans it; approval steps are made at submit."""

    letter = models.ForeignKey(
        Letter, on_delete=models.CASCADE, related_name="planned_steps"
    )
    order = models.PositiveIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=15)
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="+", verbose_name=_("position")
    )

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "position", "kind"], name="planned_step_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.position}"
