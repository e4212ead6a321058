"""Texts that a unit keeps for its letters: snippets to put in, templates to begin from.

Both are blocks of the API without ids and may have named gaps, which every letter made
with them has to fill. They belong to the unit and outlive the draft they come from.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Unit
from workflow.letter_types.models import LetterType


class TextKind(models.TextChoices):
    """A piece of a text, or all of a letter."""

    SNIPPET = "snippet", _("Snippet")
    TEMPLATE = "template", _("Template")


class UnitText(models.Model):
    """One text of a unit under its name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=TextKind)
    name = models.CharField(_("name"), max_length=120)
    # Of a template alone: the letter that it begins.
    letter_type = models.ForeignKey(
        LetterType,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("letter type"),
    )
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    body = models.JSONField(_("body"))
    # Kinds of block in the body: a menu tells what fits without reading any text.
    parts = ArrayField(models.CharField(max_length=30), default=list, editable=False)
    made_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    retired_at = models.DateTimeField(_("retired at"), null=True, editable=False)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("text of a unit")
        verbose_name_plural = _("texts of units")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "name"],
                condition=Q(retired_at__isnull=True),
                name="unit_text_name_once_in_use",
            ),
            models.CheckConstraint(
                condition=Q(kind="template", letter_type__isnull=False)
                | Q(kind="snippet", letter_type__isnull=True),
                name="unit_template_has_a_type",
            ),
        ]

    def __str__(self) -> str:
        return self.name
