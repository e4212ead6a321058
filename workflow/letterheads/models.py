"""Emblems that the office brought: added, never changed; each counts from a day.

The law protects the state's emblem and forbids things that resemble it (UU 24/2009
Ps 57 b, 69 a), so the product ships none: the office brings its own, as the law lets
it use them (Ps 54).
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.objects.models import StoredObject
from eoffice.organisation.models import Official


class EmblemKind(models.TextChoices):
    """On whose letters it stands; the names are those of the content tree's kop."""

    HEAD_OF_REGION = "head_of_region", _("Letters of the head of the region")
    AGENCY = "agency", _("Letters of the agencies")


class Emblems(models.QuerySet["Emblem"]):
    """Emblems of one kind or of both."""

    def in_force(self, kind: str, day: date) -> Self:
        """Those in use on the day, the one that counts first."""
        used = self.filter(kind=kind, effective_from__lte=day)
        return used.order_by("-effective_from", "-entered_at")


class Emblem(models.Model):
    """One emblem: what was brought, and the SVG that pages draw.

    `svg` is kept in the row and not in the store: a page is drawn inside transactions,
    and a signature must not wait for another service. `sha256` is that of its UTF-8
    bytes; content trees name it. Without `effective_from` it was only looked at.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=EmblemKind)
    name = models.CharField(_("file name as brought"), max_length=255)
    original = models.ForeignKey(
        StoredObject, on_delete=models.PROTECT, related_name="+"
    )
    svg = models.TextField(editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    effective_from = models.DateField(_("in use from"), null=True, blank=True)
    reason = models.CharField(_("reason or basis"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"), db_default=Now())

    objects = Emblems.as_manager()

    class Meta:
        verbose_name = _("emblem")
        verbose_name_plural = _("emblems")
        ordering = ["-entered_at"]
        indexes = [
            models.Index(
                fields=["kind", "-effective_from", "-entered_at"], name="emblem_in_use"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="emblem_has_sha256"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=EmblemKind.values), name="emblem_is_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.name
