"""Dispatches: for each addressee outside one thing to send, and how far it is.

`ALLOWED_MOVES` is the whole table of its states. A recipient has one live dispatch;
one that was revoked stays as a trace, and another may be made beside it.
"""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.crypto_fields import EncryptedTextField
from eoffice.identifiers import uuid7
from eoffice.objects.models import Upload
from eoffice.organisation.models import Official, Position, Unit
from workflow.contacts.models import Contact
from workflow.contacts.ways import DispatchWay
from workflow.letters.models import Letter, LetterRecipient


class DispatchState(models.TextChoices):
    """States of a dispatch."""

    WAITING = "waiting", _("Waits to be sent")
    SENT = "sent", _("On its way")
    OPENED = "opened", _("Opened")
    HANDED_OVER = "handed_over", _("Handed over")
    BOUNCED = "bounced", _("Came back")
    REVOKED = "revoked", _("Taken back")


ALLOWED_MOVES: dict[str, frozenset[str]] = {
    DispatchState.WAITING: frozenset({"sent", "handed_over", "bounced", "revoked"}),
    DispatchState.SENT: frozenset(
        {"sent", "opened", "handed_over", "bounced", "revoked", "waiting"}
    ),
    # Sent once more to somebody who has opened it: it is on its way again.
    DispatchState.OPENED: frozenset({"sent", "handed_over", "revoked", "waiting"}),
    DispatchState.BOUNCED: frozenset({"waiting", "sent", "handed_over", "revoked"}),
    # An entry made by mistake is taken back, and another is made.
    DispatchState.HANDED_OVER: frozenset({"revoked"}),
    DispatchState.REVOKED: frozenset(),
}
LEFT = frozenset({DispatchState.SENT, DispatchState.OPENED, DispatchState.HANDED_OVER})
TO_DO = frozenset({DispatchState.WAITING, DispatchState.BOUNCED})


class Dispatch(models.Model):
    """One addressee's copy of an issued letter."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, related_name="dispatches"
    )
    recipient = models.ForeignKey(
        LetterRecipient, on_delete=models.PROTECT, related_name="dispatches"
    )
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.PROTECT, related_name="dispatches"
    )
    # Whose clerks send it: the register that numbered it, that of the signatory, and
    # that of the drafting unit.
    numbering_register = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+"
    )
    register = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    drafting_register = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+"
    )
    way = models.CharField(_("way"), max_length=10, choices=DispatchWay)
    state = models.CharField(
        _("state"), max_length=12, choices=DispatchState, default=DispatchState.WAITING
    )
    email = EncryptedTextField(_("e-mail"), blank=True)
    reference = models.CharField(_("number of the carrier"), max_length=120, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    sent_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_as = models.ForeignKey(
        Position, null=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(_("opened at"), null=True)
    received_at = models.DateTimeField(_("receipt given at"), null=True)
    handed_to = models.CharField(_("handed to"), max_length=200, blank=True)
    handed_on = models.DateField(_("handed over on"), null=True)
    # The picture of the receipt as it was brought: shown once its check is done.
    proof = models.ForeignKey(
        Upload, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    ended_at = models.DateTimeField(_("taken back or came back at"), null=True)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")
        indexes = [
            models.Index(
                fields=["register", "state", "id"], name="dispatches_by_state"
            ),
            models.Index(
                fields=["drafting_register", "state"], name="dispatches_drafted"
            ),
            models.Index(
                fields=["numbering_register", "state"], name="dispatches_numbered"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient"],
                condition=~Q(state="revoked"),
                name="one_live_dispatch_per_recipient",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "opened"]) | Q(sent_at__isnull=False),
                name="sent_dispatch_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="handed_over")
                | (~Q(handed_to="") & Q(handed_on__isnull=False)),
                name="handed_over_to_somebody_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.way} {self.state}"

    @property
    def has_left(self) -> bool:
        """Tell whether it left the office and did not come back."""
        return self.state in LEFT


class SecureLink(models.Model):
    """A way to read one letter without a log-in: an address, and a code apart.

    Only digests are kept. Address and code are made again from the secret of the
    installation (`links`), so no copy of the database opens a letter.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dispatch = models.ForeignKey(
        Dispatch, on_delete=models.PROTECT, related_name="links"
    )
    token_digest = models.CharField(max_length=64, unique=True)
    code_digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField(_("open until"))
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    # The code serves one sitting from here on.
    code_used_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("secure link")
        verbose_name_plural = _("secure links")
        constraints = [
            models.UniqueConstraint(
                fields=["dispatch"],
                condition=Q(revoked_at__isnull=True),
                name="one_live_link_per_dispatch",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispatch_id} {self.expires_at:%Y-%m-%d}"

    def is_expired(self, now: datetime | None = None) -> bool:
        """Tell whether its days are over."""
        return self.expires_at <= (now or timezone.now())


class MailState(models.TextChoices):
    """States of one mail to somebody outside."""

    QUEUED = "queued", _("Waits for the mail server")
    HANDING = "handing", _("Being handed to the mail server")
    ACCEPTED = "accepted", _("Taken by the mail server")
    REFUSED = "refused", _("Refused by the mail server")
    # The server may have it: it is never sent again by itself.
    UNKNOWN = "unknown", _("Not known whether it left")
    CANCELLED = "cancelled", _("Not sent any more")


class DispatchMail(models.Model):
    """One mail of one press of "send": it goes to the server at most once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dispatch = models.ForeignKey(
        Dispatch, on_delete=models.PROTECT, related_name="mails"
    )
    link = models.ForeignKey(SecureLink, on_delete=models.PROTECT, related_name="mails")
    address = EncryptedTextField(_("e-mail"))
    state = models.CharField(
        _("state"), max_length=10, choices=MailState, default=MailState.QUEUED
    )
    tries = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    queued_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mail of a dispatch")
        verbose_name_plural = _("mails of dispatches")
        constraints = [
            models.UniqueConstraint(
                fields=["dispatch"],
                condition=Q(state__in=["queued", "handing"]),
                name="one_mail_on_its_way_per_dispatch",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispatch_id} {self.state}"
