"""Deliveries: where a sent letter went, and who has read it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Position
from workflow.incoming.models import IncomingLetter
from workflow.letters.models import Letter, LetterRecipient


class Delivery(models.Model):
    """One recipient's copy. Inside: an incoming letter of the same moment."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, related_name="deliveries"
    )
    recipient = models.OneToOneField(
        LetterRecipient, on_delete=models.PROTECT, related_name="delivery"
    )
    # None outside the government, and for a unit that has no head today.
    position = models.ForeignKey(
        Position, null=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    incoming = models.OneToOneField(
        IncomingLetter,
        null=True,
        on_delete=models.PROTECT,
        related_name="delivery",
        verbose_name=_("entry in the receiver's agenda"),
    )
    delivered_at = models.DateTimeField(_("delivered at"), null=True)
    read_at = models.DateTimeField(_("read at"), null=True)
    read_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")

    def __str__(self) -> str:
        return str(self.recipient)


def delivery_of(incoming: IncomingLetter) -> Delivery | None:
    """Return the delivery that an entry of the agenda came by, or nothing."""
    try:
        return incoming.delivery
    except Delivery.DoesNotExist:
        return None
