"""The route of a version: steps in order, one terminal decision each."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Position
from workflow.letters.models import Letter, LetterVersion, StepKind


class StepState(models.TextChoices):
    """States of a step."""

    WAITING = "waiting", _("Not yet")
    OPEN = "open", _("Now")
    APPROVED = "approved", _("Done")
    RETURNED = "returned", _("Returned")
    REFUSED = "refused", _("Refused")
    SKIPPED = "skipped", _("Skipped")
    WITHDRAWN = "withdrawn", _("Taken back")


class ApprovalStep(models.Model):
    """One position's turn on one version. Steps of equal `order` run in parallel."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="steps")
    version = models.ForeignKey(
        LetterVersion, on_delete=models.PROTECT, related_name="steps"
    )
    order = models.PositiveIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=15, choices=StepKind)
    state = models.CharField(
        _("state"), max_length=10, choices=StepState, default=StepState.WAITING
    )
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="steps"
    )
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    # The first look of the person whose turn it is; from then on the one before stands.
    seen_at = models.DateTimeField(_("opened by its seat at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(kind="signature"),
                name="one_signature_step_per_version",
            ),
        ]
        indexes = [
            models.Index(
                fields=["position", "opened_at"],
                # Desks ask for open steps alone, few among all that were ever made.
                condition=Q(state="open"),
                name="open_steps_of_position",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.position}"


class DecisionKind(models.TextChoices):
    """What was decided."""

    APPROVED = "approved", _("Initialled")
    RETURNED = "returned", _("Returned")
    REFUSED = "refused", _("Refused")
    SIGNED = "signed", _("Signed")


class Decision(models.Model):
    """The one decision of a step. Append-only (trigger, migration 0002)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    step = models.OneToOneField(
        ApprovalStep, on_delete=models.PROTECT, related_name="decision"
    )
    version = models.ForeignKey(
        LetterVersion, on_delete=models.PROTECT, related_name="decisions"
    )
    # With the decision: it says for which text the initial stands, should one doubt it.
    content_hash = models.CharField(_("content hash"), max_length=64)
    kind = models.CharField(_("decision"), max_length=10, choices=DecisionKind)
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    # As held on that day; appointments change, an old initial does not.
    authority = models.CharField(_("authority"), max_length=20)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    decided_at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return f"{self.kind} {self.step_id}"
