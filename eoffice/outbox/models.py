"""The outbox: what leaves the act's transaction, as rows of that transaction.

An event names what happened and carries ids only. One delivery row per handler
stands beside it from the start; the relay hands deliveries over until each is
done, at least once, so handlers are idempotent and keyed by the event id.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7


class OutboxEvent(models.Model):
    """Something happened: `letter.signed`, with ids."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("name"), max_length=80)
    payload = models.JSONField(_("payload"), default=dict)
    created_at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("outbox event")
        verbose_name_plural = _("outbox events")

    def __str__(self) -> str:
        return self.name


class DeliveryState(models.TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting", _("Waiting")
    HANDED_OVER = "handed_over", _("Handed to a worker")
    DONE = "done", _("Done")
    DEAD = "dead", _("Given up")


class OutboxDelivery(models.Model):
    """One handler's share of an event."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    event = models.ForeignKey(
        OutboxEvent,
        on_delete=models.CASCADE,  # a delivery is part of its event
        related_name="deliveries",
    )
    handler = models.CharField(_("handler"), max_length=120)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=DeliveryState,
        default=DeliveryState.WAITING,
    )
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("due at"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("outbox delivery")
        verbose_name_plural = _("outbox deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "handler"], name="one_delivery_per_event_and_handler"
            ),
        ]
        indexes = [
            models.Index(
                # nearly all rows are done: the relay's question must not grow with them
                fields=["due_at"],
                condition=Q(state__in=["waiting", "handed_over"]),
                name="outbox_due",
            ),
            models.Index(
                fields=["handler"],
                condition=~Q(state="done"),
                name="outbox_unsettled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handler} {self.state}"


class TimedTask(models.Model):
    """When a timed task last began and ended; claimed by the process that runs it next.

    `next_at` alone decides when it is due; nothing means at once.
    """

    name = models.CharField(_("name"), max_length=120, primary_key=True)
    began_at = models.DateTimeField(_("began at"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)
    next_at = models.DateTimeField(_("due at"), null=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    cursor = models.CharField(_("goes on after"), max_length=200, blank=True)
    result = models.JSONField(_("result"), default=dict)  # of the last good run

    class Meta:
        verbose_name = _("timed task")
        verbose_name_plural = _("timed tasks")

    def __str__(self) -> str:
        return self.name


class RelayHeartbeat(models.Model):
    """A relay process was alive at `seen_at`."""

    name = models.CharField(_("process"), max_length=120, primary_key=True)
    seen_at = models.DateTimeField(_("seen at"))
    # Empty for a relay proper; the destroyer works one lane and keeps no clock.
    only = models.CharField(max_length=20, blank=True, editable=False)

    class Meta:
        verbose_name = _("relay heartbeat")
        verbose_name_plural = _("relay heartbeats")

    def __str__(self) -> str:
        return self.name
