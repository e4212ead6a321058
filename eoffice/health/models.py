"""What the house has proved of itself, and when: one row per promise."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Proof(models.Model):
    """The last trial of one promise: that locks hold, that bytes are whole."""

    name = models.CharField(_("name"), max_length=60, primary_key=True)
    proved_at = models.DateTimeField(_("proved at"), null=True)
    faults = models.PositiveIntegerField(_("faults"), default=0)
    remarks = models.PositiveIntegerField(_("to be looked at"), default=0)
    # the first faults, then the first remarks, as ids and codes, never content
    findings = models.JSONField(_("findings"), default=list)
    broken_since = models.DateTimeField(_("broken since"), null=True)

    class Meta:
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")

    def __str__(self) -> str:
        return self.name
