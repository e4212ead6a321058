"""Dispositions: an instruction by a leader, handed down as a tree.

One `Disposition` is one disposition: giver, instructions, note, due date. Each receiver
has a row with their own state; handing on makes a child disposition.
"""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Position
from workflow.incoming.models import IncomingLetter


class DispositionInstruction(models.Model):
    """A phrase to choose, from `workflow/seed/disposition-instructions.csv`."""

    code = models.CharField(_("code"), max_length=60, primary_key=True)
    text = models.CharField(_("text"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30)
    expects_follow_up = models.BooleanField(_("expects an answer"), default=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("instruction")
        verbose_name_plural = _("instructions")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.text


class Disposition(models.Model):
    """One disposition, on an incoming letter or on a leader's own initiative."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incoming = models.ForeignKey(
        IncomingLetter,
        null=True,
        on_delete=models.PROTECT,
        related_name="dispositions",
        verbose_name=_("incoming letter"),
    )
    initiative = models.CharField(_("matter"), max_length=300, blank=True)
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="children"
    )
    giver = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="given_dispositions"
    )
    giver_position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="given_dispositions"
    )
    # As held when it was given: a Plh's word stays a Plh's (tata naskah 6.2).
    giver_authority = models.CharField(max_length=20)
    instructions = ArrayField(models.CharField(max_length=60), default=list)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    due_on = models.DateField(_("due on"), null=True)
    created_at = models.DateTimeField(_("given at"), auto_now_add=True)
    recalled_at = models.DateTimeField(_("recalled at"), null=True)
    recall_reason = models.CharField(_("reason"), max_length=300, blank=True)
    # Positions that see it, in order; written only by `dispositions.sight`.
    seen_from = ArrayField(models.UUIDField(), default=list, editable=False)

    class Meta:
        verbose_name = _("disposition")
        verbose_name_plural = _("dispositions")
        indexes = [GinIndex(fields=["seen_from"], name="dispositions_by_sight")]
        constraints = [
            models.CheckConstraint(
                condition=Q(incoming__isnull=False) | ~Q(initiative=""),
                name="disposition_has_letter_or_matter",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="disposition_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.initiative or str(self.incoming)


class ReceiverRole(models.TextChoices):
    """Who answers, who helps, who only knows."""

    LEAD = "lead", _("In charge")
    SUPPORT = "support", _("Supports")
    INFO = "info", _("For information")


class ReceiverState(models.TextChoices):
    """States of a receiver's share."""

    UNREAD = "unread", _("Not read yet")
    READ = "read", _("Read")
    IN_PROGRESS = "in_progress", _("Being worked on")
    COMPLETED = "completed", _("Completed")
    RECALLED = "recalled", _("Recalled")


class Shares(models.QuerySet["DispositionReceiver"]):
    """Shares of dispositions, asked by what they owe."""

    def owing_answer(self) -> Self:
        """Those an answer is owed for; the others are told, or asked for joint work."""
        answering = self.filter(role__in=[ReceiverRole.LEAD, ReceiverRole.SUPPORT])
        return answering.filter(is_coordination=False)


class DispositionReceiver(models.Model):
    """One receiver's share of a disposition."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    disposition = models.ForeignKey(
        Disposition, on_delete=models.PROTECT, related_name="receivers"
    )
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="received_dispositions"
    )
    order = models.PositiveIntegerField(default=0)
    role = models.CharField(_("role"), max_length=10, choices=ReceiverRole)
    # Sideways inside the office: joint work, no duty of a subordinate (6.2).
    is_coordination = models.BooleanField(_("koordinasi"), default=False)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=ReceiverState,
        default=ReceiverState.UNREAD,
    )
    read_at = models.DateTimeField(_("read at"), null=True)
    completed_at = models.DateTimeField(_("completed at"), null=True)
    # The person too: somebody else may hold the position when the answer is read.
    completed_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(_("answer"), blank=True, max_length=4000)

    objects = Shares.as_manager()

    class Meta:
        verbose_name = _("receiver")
        verbose_name_plural = _("receivers")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["disposition", "position"], name="receiver_once_per_slip"
            ),
        ]
        indexes = [
            models.Index(fields=["position", "state"], name="dispositions_of_position"),
            models.Index(
                fields=["completed_at"],
                condition=Q(state="completed"),
                name="answers_by_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.state}"

    @property
    def owes_answer(self) -> bool:
        """Tell whether an answer is owed: not by the informed, nor for koordinasi."""
        return self.role != ReceiverRole.INFO and not self.is_coordination


class DispositionProgress(models.Model):
    """A receiver's report on the way; append-only by use."""

    receiver = models.ForeignKey(
        DispositionReceiver, on_delete=models.PROTECT, related_name="progress"
    )
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("report"), max_length=4000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")

    def __str__(self) -> str:
        return self.text[:60]


class PreparedDisposition(models.Model):
    """A draft that a helper laid beside a letter; the leader gives it, or nobody does.

    `content` has the receivers by position, codes of instructions, note and due date.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incoming = models.ForeignKey(
        IncomingLetter, on_delete=models.PROTECT, related_name="prepared"
    )
    desk = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="prepared_dispositions"
    )
    content = models.JSONField(_("content"))
    prepared_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="+"
    )
    prepared_position = models.ForeignKey(
        Position, null=True, on_delete=models.PROTECT, related_name="+"
    )
    prepared_at = models.DateTimeField(_("prepared at"), auto_now=True)
    is_open = models.BooleanField(_("waits for the leader"), default=True)
    issued = models.OneToOneField(
        Disposition, null=True, on_delete=models.PROTECT, related_name="prepared"
    )
    # The leader gave this one and not what was prepared: the draft ended with it.
    given_instead = models.ForeignKey(
        Disposition, null=True, on_delete=models.PROTECT, related_name="drafts_unused"
    )
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("prepared disposition")
        verbose_name_plural = _("prepared dispositions")
        constraints = [
            models.UniqueConstraint(
                fields=["incoming"],
                condition=Q(is_open=True),
                name="one_prepared_disposition_per_letter",
            ),
        ]

    def __str__(self) -> str:
        return str(self.incoming)
