"""Notifications: what a position should know, shown at the bell.

Made by outbox handlers, once per event and receiver. Text names the kind of act
and the thing's subject only where its class allows; for R/SR it says no more than
that something waits.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Position


class Notification(models.Model):
    """One line at one person's bell."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    official = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        related_name="notifications",
        verbose_name=_("for"),
    )
    position = models.ForeignKey(
        Position,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("as"),
    )
    kind = models.CharField(_("kind"), max_length=60)
    text = models.CharField(_("text"), max_length=300)
    path = models.CharField(_("page"), max_length=200)
    # What the mail beside it may say; `is_plain` only for ordinary letters.
    by = models.CharField(_("from whom"), max_length=200, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    is_plain = models.BooleanField(_("may be mailed in words"), default=False)
    event_id = models.UUIDField(_("event"))
    created_at = models.DateTimeField(_("at"), auto_now_add=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.UniqueConstraint(
                fields=["event_id", "official"], name="one_notification_per_event"
            ),
        ]
        indexes = [
            models.Index(fields=["official", "-created_at"], name="bell_of_official"),
            models.Index(
                fields=["official"],
                condition=models.Q(read_at__isnull=True),
                name="unread_of_official",
            ),
        ]

    def __str__(self) -> str:
        return self.text
