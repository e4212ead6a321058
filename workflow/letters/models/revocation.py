"""Revocation of an issued letter. Append-only (trigger, migration 0004)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Position
from workflow.letters.models.letter import Letter


class Revocation(models.Model):
    """Who revoked the letter, from which position, and why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # One to one: a letter is revoked once, and no act brings its force back.
    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, related_name="revocation"
    )
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    authority = models.CharField(_("authority"), max_length=20)
    reason = models.CharField(_("reason"), max_length=300)
    revoked_at = models.DateTimeField(_("revoked at"), auto_now_add=True)

    class Meta:
        verbose_name = _("revocation")
        verbose_name_plural = _("revocations")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="revocation_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.reason
