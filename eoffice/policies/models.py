"""Versions of the office's own rules: added, never changed."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official


class PolicyVersions(models.QuerySet["PolicyVersion"]):
    """Versions of one policy or of several."""

    def in_force(self, name: str, day: date) -> Self:
        """Those that hold on the day, the one that counts first.

        A version planned for later takes its turn even if another was written
        meanwhile for an earlier day.
        """
        begun = self.filter(name=name, effective_from__lte=day)
        return begun.order_by("-effective_from", "-number")

    def newest(self) -> dict[str, "PolicyVersion"]:
        """Return the version written last of each policy that was ever changed."""
        rows = self.order_by("name", "-number").distinct("name")
        return {row.name: row for row in rows}


class PolicyVersion(models.Model):
    """One state of a policy from a day on; `value` has the shape the policy says."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("name"), max_length=60)
    number = models.PositiveIntegerField(_("version"))
    value = models.JSONField(_("value"))
    effective_from = models.DateField(_("in force from"))
    reason = models.CharField(_("reason or basis"), max_length=300)
    entered_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"), db_default=Now())

    objects = PolicyVersions.as_manager()

    class Meta:
        verbose_name = _("policy version")
        verbose_name_plural = _("policy versions")
        ordering = ["name", "-number"]
        constraints = [
            # Two who write at once: the second is told, not mixed in.
            models.UniqueConstraint(
                fields=["name", "number"], name="one_policy_version_per_number"
            ),
        ]
        indexes = [
            models.Index(
                fields=["name", "-effective_from", "-number"], name="policy_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
