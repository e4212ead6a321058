"""Classification codes: the national tree of Permendagri 83/2022, plus local codes.

Versioned by validity; old records keep the scheme under which they were filed.
Depth is not limited: local extensions go to level 6.
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from workflow.models import SecurityClass
from workflow.reference_data import ReferenceRows


class ClassificationCode(models.Model):
    """One code of the tree."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.TextField(_("name"))
    # The full names run over pages (Permendagri 83/2022); lists show this one.
    short_name = models.CharField(_("short name"), max_length=300)
    parent = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("parent"),
    )
    level = models.PositiveSmallIntegerField(_("level"))
    is_leaf = models.BooleanField(_("deepest code"), default=True)
    is_local = models.BooleanField(_("local code"), default=False)
    default_security_class = models.CharField(
        _("default security class"),
        max_length=15,
        choices=SecurityClass,
        default=SecurityClass.BIASA,
    )
    valid_from_on = models.DateField(_("valid from"), null=True)
    # Ended and never deleted: records filed under an old code stay found by it.
    valid_to_on = models.DateField(_("valid to"), null=True)
    source = models.CharField(_("source"), max_length=80, blank=True)

    objects = ReferenceRows.as_manager()

    class Meta:
        verbose_name = _("classification code")
        verbose_name_plural = _("classification codes")
        ordering = ["code"]
        indexes = [
            # Trigrams: clerks type any part of a name and wait for the answer.
            GinIndex(
                OpClass(Upper("name"), name="gin_trgm_ops"), name="classification_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.short_name}"
