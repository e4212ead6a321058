"""Incoming letters: files brought in, what was read from them, the agenda entry.

State moves only through this room's operations; `INCOMING_MOVES` is the whole table.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Position, Unit
from workflow.number_form import number_key_of
from workflow.numbering.models import LedgerNumber
from workflow.security_class import SecurityClass
from workflow.urgency import Urgency


class IncomingStatus(models.TextChoices):
    """States of an incoming letter."""

    RECEIVED = "received", _("Waiting to be registered")
    REGISTERED = "registered", _("Registered")
    IN_PROGRESS = "in_progress", _("Being followed up")
    COMPLETED = "completed", _("Completed")


# A completed letter goes on only when somebody gives it out again: it is reopened,
# and the trail says so.
INCOMING_MOVES: dict[str, frozenset[str]] = {
    IncomingStatus.RECEIVED: frozenset({"registered"}),
    IncomingStatus.REGISTERED: frozenset({"in_progress", "completed"}),
    IncomingStatus.IN_PROGRESS: frozenset({"completed"}),
    IncomingStatus.COMPLETED: frozenset({"in_progress"}),
}


class Channel(models.TextChoices):
    """By which door it came."""

    SCAN = "scan", _("Scan")
    DIGITAL = "digital", _("Digital file")
    EMAIL = "email", _("E-mail")
    COUNTER = "counter", _("Counter")
    INTERNAL = "internal", _("From inside")


class GateReason(models.TextChoices):
    """Why a letter from inside came to a leader through a gate, or past it."""

    KEPT = "kept", _("Through the gate")
    PASSES = "passes", _("Past the gate, by the office's rule")
    TO_SECRETARY = "to_secretary", _("Through the secretary: the gate has no keeper")
    VACANT = "vacant", _("Straight: the gate has no keeper")


class IncomingLetter(models.Model):
    """One letter that came in, at one desk; corrected by events, never deleted.

    A letter that comes to several desks of one register stands in its agenda once:
    they share the entry. A unit's own letters reach their desks without an entry.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="incoming_letters",
        verbose_name=_("unit whose agenda it is in"),
    )
    status = models.CharField(
        _("state"),
        max_length=12,
        choices=IncomingStatus,
        default=IncomingStatus.RECEIVED,
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    received_at = models.DateTimeField(_("received at"))
    agenda = models.ForeignKey(
        LedgerNumber,
        null=True,
        on_delete=models.PROTECT,
        related_name="incoming_letters",
        verbose_name=_("agenda entry"),
    )
    # As the entry has them, for lists and search.
    agenda_number = models.CharField(_("agenda number"), max_length=60, blank=True)
    agenda_sequence = models.PositiveIntegerField(null=True)
    is_copy = models.BooleanField(_("came as a copy (tembusan)"), default=False)
    sender = models.CharField(_("sender"), max_length=300, blank=True)
    number = models.CharField(_("letter number"), max_length=120, blank=True)
    # By this two entries are of one letter, however its number was spelled.
    number_key = models.GeneratedField(
        expression=number_key_of("number"),
        output_field=models.CharField(max_length=120),
        db_persist=True,
    )
    letter_date = models.DateField(_("date of the letter"), null=True, blank=True)
    subject = models.CharField(_("subject"), max_length=500, blank=True)
    letter_type = models.CharField(_("type"), max_length=60, blank=True)
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
    routed_to = models.ForeignKey(
        Position,
        null=True,
        on_delete=models.PROTECT,
        related_name="routed_letters",
        verbose_name=_("routed to"),
    )
    # While it lies at a gate: before whose desk. `routed_to` is the keeper then.
    gate_for = models.ForeignKey(
        Position,
        null=True,
        on_delete=models.PROTECT,
        related_name="letters_at_gate",
        verbose_name=_("waits for the desk of"),
    )
    gate_reason = models.CharField(
        _("way to the desk"), max_length=15, choices=GateReason, blank=True
    )
    gate_opens = models.BooleanField(_("keeper may read it"), default=False)
    brought_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    registered_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    registered_at = models.DateTimeField(_("registered at"), null=True)
    read_at = models.DateTimeField(_("read at"), null=True)
    completed_at = models.DateTimeField(_("completed at"), null=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    # The legal clock beside the office's own (UU 30/2014 Ps 53): set with the entry.
    decision_request = models.BooleanField(
        _("application for a decision"), default=False
    )
    decision_due_on = models.DateField(_("decision due by law"), null=True)
    row_version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # Destroyed by the schedule: the agenda keeps its entry, and no word besides.
    erased_at = models.DateTimeField(null=True, editable=False)
    # Who may see it, as tokens; written only by `access.refresh_access`.
    access_tokens = ArrayField(models.TextField(), default=list, editable=False)

    class Meta:
        verbose_name = _("incoming letter")
        verbose_name_plural = _("incoming letters")
        indexes = [
            models.Index(fields=["unit", "status", "-id"], name="incoming_by_unit"),
            models.Index(fields=["routed_to", "status"], name="incoming_by_desk"),
            models.Index(fields=["number_key"], name="incoming_same_number"),
            GinIndex(fields=["access_tokens"], name="incoming_by_access"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="received")
                | Q(channel="internal")
                | ~Q(agenda_number=""),
                name="registered_letter_from_outside_has_agenda_number",
            ),
            models.CheckConstraint(
                condition=Q(agenda__isnull=True, agenda_number="")
                | (Q(agenda__isnull=False) & ~Q(agenda_number="")),
                name="agenda_number_is_of_an_entry",
            ),
        ]

    def __str__(self) -> str:
        return self.subject or str(_("(not registered yet)"))

    def stand_in_agenda(self, entry: LedgerNumber) -> None:
        """Take the entry's number; the row is saved by the act that calls this."""
        self.agenda = entry
        self.agenda_number, self.agenda_sequence = entry.text, entry.value
