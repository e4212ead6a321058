"""What happened to an agenda entry: corrected, entered in spite of a likeness, cut.

The book is never rewritten: each event keeps who, as what, when, why, and the values
before and after. Rows are added and never changed (trigger in the migration). They
are seen by those who see the letter; the audit trail keeps less of classed letters.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Position
from workflow.incoming.models.letter import IncomingLetter


class AgendaEventKind(models.TextChoices):
    """Kinds of events."""

    AMENDED = "amended", _("Entry corrected")
    DUPLICATE_ACCEPTED = "duplicate_accepted", _("Registered in spite of a likeness")
    PAGES_TURNED = "pages_turned", _("Pages turned")
    GATE_PASSED = "gate_passed", _("Passed on to the leader's desk")
    SPLIT = "split", _("Scan split into several letters")


class AgendaEvent(models.Model):
    """One event; `changes` is a list of `{field, before, after}` in words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incoming = models.ForeignKey(
        IncomingLetter, on_delete=models.PROTECT, related_name="agenda_events"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=AgendaEventKind)
    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="+", verbose_name=_("done by")
    )
    position = models.ForeignKey(
        Position,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("as"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # In words of the day, not ids: a desk may have another name when this is read.
    changes = models.JSONField(_("changes"), default=list)
    created_at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("agenda event")
        verbose_name_plural = _("agenda events")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.incoming_id} {self.kind}"
