"""What changed in a route on its way, with the reason: nothing happens without a trace.

Rows are added, never changed: the letter taken back, a step given to another seat or
passed over, a desk reminded, its superior told, the text corrected by a verifier.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Position
from workflow.approval.models.steps import ApprovalStep
from workflow.letters.models import Letter


class RouteChangeKind(models.TextChoices):
    """Kinds of change."""

    RECALLED = "recalled", _("Taken back")
    REASSIGNED = "reassigned", _("Given to another desk")
    SKIPPED = "skipped", _("Passed over")
    REMINDED = "reminded", _("Reminded")
    ESCALATED = "escalated", _("Superior told")
    CORRECTED = "corrected", _("Corrected by a verifier")
    # Of a step on a corrected text: the initial stands with the text of before.
    KEPT = "kept", _("Initial kept")


class RouteChange(models.Model):
    """One change: who made it, from which seat, why; the clock has no official."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, related_name="route_changes"
    )
    step = models.ForeignKey(
        ApprovalStep, null=True, on_delete=models.PROTECT, related_name="changes"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=RouteChangeKind)
    official = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.ForeignKey(
        Position, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # The desk it lay at before, or the superior who was told: they see the letter.
    seen_by = models.ForeignKey(
        Position, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_on = models.DateField(_("on"))
    created_at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("change of a route")
        verbose_name_plural = _("changes of routes")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "kind", "made_on"],
                condition=Q(kind__in=["reminded", "escalated"]),
                name="a_desk_is_reminded_once_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["reassigned", "skipped"]) | ~Q(reason=""),
                name="a_changed_step_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.letter_id}"
