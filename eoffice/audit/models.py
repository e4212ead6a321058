"""The audit trail: append-only events and the hash chain over them.

`AuditEvent` rows are written inside the act's transaction. When that transaction
commits, a deferred constraint trigger locks the chain's head for a moment and
writes an `AuditLink`: sequence number, hash of the event's payload, previous
hash. So no act waits for another while it works, and no event exists without its
link. Triggers refuse UPDATE, DELETE and TRUNCATE of both (migration 0002).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7


class AuditEvent(models.Model):
    """Who did what to which thing, when, on whose authority.

    `payload` is the canonical JSON of the whole event and is what the chain
    hashes; the columns repeat parts of it for lists and filters.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(_("at"), db_index=True)
    action = models.CharField(_("action"), max_length=80, db_index=True)
    object_type = models.CharField(_("kind of thing"), max_length=60)
    object_id = models.CharField(_("thing"), max_length=60)
    user_id = models.UUIDField(_("account"), null=True)
    official_id = models.UUIDField(_("official"), null=True, db_index=True)
    position_id = models.UUIDField(_("position"), null=True)
    authority = models.CharField(_("authority"), max_length=20, blank=True)
    address = models.GenericIPAddressField(_("address"), null=True)
    payload = models.TextField(_("payload"))

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="audit_by_object")
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_id}"


class AuditLink(models.Model):
    """One link of the chain; written by the database alone."""

    sequence = models.BigIntegerField(primary_key=True)
    event_id = models.UUIDField(unique=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("audit link")
        verbose_name_plural = _("audit links")

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:12]}"


class AuditRedaction(models.Model):
    """That the details of an event went with the record they were about.

    Written by the database's leave alone: for things on a list being destroyed.
    """

    event = models.OneToOneField(
        AuditEvent,
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="redaction",
    )
    payload_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("redaction of an audit event")
        verbose_name_plural = _("redactions of audit events")

    def __str__(self) -> str:
        return str(self.event_id)


class AuditHead(models.Model):
    """The chain's last link; one row, locked for a moment at each commit."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_audit_head"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:12]}"


class ChainCheck(models.Model):
    """What one verification of the chain found; `anchors` is null without them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    checked_at = models.DateTimeField(_("checked at"), auto_now_add=True)
    links = models.BigIntegerField()
    head = models.CharField(max_length=64)
    faults = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list)  # the first of them: code, sequence
    anchors = models.PositiveIntegerField(null=True)
    last_anchor_sequence = models.BigIntegerField(null=True)
    last_anchor_at = models.DateTimeField(null=True)
    seconds = models.FloatField(default=0)

    class Meta:
        verbose_name = _("check of the audit chain")
        verbose_name_plural = _("checks of the audit chain")

    def __str__(self) -> str:
        return f"{self.links} links, {self.faults} faults"
