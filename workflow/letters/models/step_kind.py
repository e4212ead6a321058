"""The kinds of step that a route may have."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StepKind(models.TextChoices):
    """Kinds of step."""

    HIERARCHICAL = "hierarchical", _("Initial (hierarchy)")
    COORDINATION = "coordination", _("Initial (coordination)")
    SIGNATURE = "signature", _("Signature")
